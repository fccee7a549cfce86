"""The embedded PostgreSQL: the database that comes with the portal and looks after itself.

Whoever has a database server of his own names it in ``DATABASE_URL`` and nothing of this package
runs. Everybody else (``make demo``, the tests, a developer) gets a real PostgreSQL without
installing, starting or stopping anything:

* the first connection of any process makes the cluster if there is none and starts the server;
* every process that has connected holds a shared lock for as long as it lives;
* a detached watcher is the server's parent. It stops the server when the last such process is
  gone, however it went: its end, Ctrl-C, ``kill`` or ``kill -9``.

===============  ====================================================================
``backend``      the Django database engine ``ssk_portal.pg.backend``
``cluster``      what a process that wants to connect does: ``ensure()``
``watcher``      the process beside it that makes, starts, guards and stops the server
``places``       the files of a cluster and the processes that belong to it
``programs``     PostgreSQL's own programs: from the wheel, else from Debian
``account``      the system account the server runs under (PostgreSQL refuses root)
===============  ====================================================================

It is meant for one machine and its own files. It is floor 0: it knows no other app.
"""
