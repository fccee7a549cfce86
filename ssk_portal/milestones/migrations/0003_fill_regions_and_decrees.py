"""Rows that were there before: their region and year, the decree as a row of its own, the schemes in force."""

from django.db import migrations

# Locked rows and the history are filled too: nothing that was decided changes, only where it is written.
FILL = """
    ALTER TABLE milestones_progress DISABLE TRIGGER USER;
    ALTER TABLE milestones_progressevent DISABLE TRIGGER USER;
    UPDATE milestones_progress progress SET region_id = assistance.district_id, year = assistance.cohort_year + milestone.assistance_year - 1
      FROM milestones_assistance assistance, milestones_milestone milestone
      WHERE assistance.id = progress.assistance_id AND milestone.id = progress.milestone_id;
    UPDATE milestones_progressevent event SET region_id = assistance.district_id, year = assistance.cohort_year + milestone.assistance_year - 1
      FROM milestones_assistance assistance, milestones_milestone milestone
      WHERE assistance.id = event.assistance_id AND milestone.id = event.milestone_id;
    SET CONSTRAINTS ALL IMMEDIATE;
    ALTER TABLE milestones_progress ENABLE TRIGGER USER;
    ALTER TABLE milestones_progressevent ENABLE TRIGGER USER;
    UPDATE milestones_milestonescheme SET in_force_since = current_date;
    -- Every number that was ever recorded, so that the history still tells it.
    INSERT INTO milestones_ministerialdecree (version, number, date, cohort_year, source, region_id)
      SELECT DISTINCT ON (decree_number) 0, decree_number, decree_date, cohort_year, '', (SELECT id FROM regions_region WHERE level = 'country')
      FROM (
        SELECT decree_number, decree_date, cohort_year, 1 AS rank FROM milestones_assistance
        UNION ALL SELECT decree_number, decree_date, cohort_year, 2 FROM milestones_assistanceevent
      ) recorded
      WHERE decree_number <> '' ORDER BY decree_number, rank, decree_date NULLS LAST, cohort_year;
    ALTER TABLE milestones_assistanceevent DISABLE TRIGGER USER;
    UPDATE milestones_assistanceevent event SET decree_id = decree.id
      FROM milestones_ministerialdecree decree WHERE decree.number = event.decree_number;
    ALTER TABLE milestones_assistanceevent ENABLE TRIGGER USER;
    UPDATE milestones_assistance assistance SET decree_id = decree.id
      FROM milestones_ministerialdecree decree WHERE decree.number = assistance.decree_number;
    -- A date without a number, or another one than the decree has now, is not lost.
    UPDATE milestones_assistance assistance
      SET note = concat_ws(E'\\n', nullif(note, ''), 'Tanggal keputusan menteri yang semula dicatat: ' || to_char(decree_date, 'DD-MM-YYYY') || '.')
      WHERE decree_date IS NOT NULL
        AND decree_date IS DISTINCT FROM (SELECT decree.date FROM milestones_ministerialdecree decree WHERE decree.id = assistance.decree_id);
"""


class Migration(migrations.Migration):
    dependencies = [("milestones", "0002_editions_versions_remarks")]
    operations = [migrations.RunSQL(FILL, migrations.RunSQL.noop)]
