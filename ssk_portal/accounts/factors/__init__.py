"""The second step of signing in: an authenticator app (TOTP), passkeys, recovery codes.

allauth.mfa keeps the factors and brings the flow. Ours are the pages, the encryption of
the secrets, the pause after wrong codes, the refusal of a code that was used, and who must have one.
"""
