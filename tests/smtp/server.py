"""A mail server for tests: real SMTP, with STARTTLS and passwords, that says what it is told to say.

    server.py FOLDER PORT plain|starttls|implicit [USER PASSWORD]

Accepted mails lie in FOLDER as 1.eml, 2.eml, …, each with who it was for in 1.to. FOLDER/rules.json is read at each
step: {"rcpt": {"a@b.c": "550 5.1.1 nobody"}, "data": ["451 later"]}; each of "data" is said once.
FOLDER/authority.pem vouches for the server.
"""

import asyncio
import json
import os
import ssl
import sys

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

folder, port, way = sys.argv[1], int(sys.argv[2]), sys.argv[3]
known = sys.argv[4:6]


def rules():
    try:
        with open(os.path.join(folder, "rules.json")) as file:
            return json.load(file)
    except FileNotFoundError:
        return {}


class Keeper:
    async def handle_RCPT(self, server, session, envelope, address, options):
        said = rules().get("rcpt", {}).get(address)
        if said:
            return said
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 ok"

    async def handle_DATA(self, server, session, envelope):
        told = rules()
        if told.get("data"):
            said = told["data"].pop(0)
            with open(os.path.join(folder, "rules.json"), "w") as file:
                json.dump(told, file)
            return said
        nth = 1 + sum(name.endswith(".eml") for name in os.listdir(folder))
        with open(os.path.join(folder, f"{nth}.to"), "w") as file:
            json.dump({"to": envelope.rcpt_tos, "from": envelope.mail_from, "tls": session.ssl is not None}, file)
        place = os.path.join(folder, f"{nth}.eml")
        with open(place + ".new", "wb") as file:
            file.write(envelope.original_content or envelope.content)
        os.rename(place + ".new", place)
        return f"250 2.0.0 kept as {nth}"


def authenticator(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and [data.login.decode(), data.password.decode()] == known
    return AuthResult(success=good, handled=False) if not good else AuthResult(success=True)


def context():
    authority = trustme.CA()
    authority.cert_pem.write_to_path(os.path.join(folder, "authority.pem"))
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(made)
    return made


options = {"hostname": "127.0.0.1", "port": port, "server_hostname": "mail.test", "enable_SMTPUTF8": True}
if known:
    options |= {"authenticator": authenticator, "auth_required": True, "auth_require_tls": way == "starttls"}
if way == "implicit":
    options |= {"ssl_context": context()}
elif way == "starttls":
    options |= {"tls_context": context(), "require_starttls": True}

controller = Controller(Keeper(), **options)
controller.start()
print("listening", flush=True)
# Until whoever started it is gone.
sys.stdin.read()
