"""What any service of Souk keeps to, by Python's standard library: door, token, feed, and the following of feeds."""
import base64, hashlib, hmac, itertools, json, os, re, signal, socket, sqlite3, threading, time, urllib.request, uuid
from contextlib import contextmanager, suppress
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

STATUS = {"invalid": 400, "unauthenticated": 401, "forbidden": 403, "not_found": 404, "conflict": 409, "too_large": 413,
          "unsupported": 415, "unprocessable": 422, "internal": 500, "unavailable": 503, "deadline_exceeded": 504}
SECRETS = [one.strip().encode() for one in os.environ.get("SOUK_HOUSE_SECRET", "").split(",") if one.strip()]
STRANGER = {"kind": "anonymous"}
LARGEST = 1_000_000  # bytes of a body that are looked at
stopping = threading.Event()

class Problem(Exception):
    """A refusal, sent as application/problem+json (RFC 9457). Callers compare its `reason`."""
    def __init__(self, code, reason, detail, **more):
        super().__init__(detail)
        self.body = {"type": f"/api/docs#{reason}", "title": reason.replace("_", " "), "status": STATUS[code],
                     "code": code, "reason": reason, "detail": detail, **more}

def iso(moment=None):
    return (moment or datetime.now(timezone.utc)).isoformat(timespec="milliseconds").replace("+00:00", "Z")

# Shapes. A contract describes them as JSON Schema; this is the part of it that our contracts use.

UUID = r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"
KINDS = {"object": dict, "array": list, "string": str, "integer": int}

def check(schema, value, path, faults):
    """The value with declared fields only; what is wrong with it is added to the faults."""
    kind = KINDS.get(schema.get("type"), object)
    if not isinstance(value, kind) or isinstance(value, bool):
        return faults.append({"path": path, "message": f"must be {schema['type']}"})
    size = value if kind is int else len(value)
    least = next((schema[key] for key in ("minimum", "minLength", "minItems") if key in schema), size)
    most = next((schema[key] for key in ("maximum", "maxLength", "maxItems") if key in schema), size)
    if not least <= size <= most:
        faults.append({"path": path, "message": f"must have {least} to {most}"})
    if kind is str:
        pattern = UUID if schema.get("format") == "uuid" else schema.get("pattern", "")
        if not re.search(pattern.replace("$", r"\Z"), value):
            faults.append({"path": path, "message": f"must match {pattern}"})
        if "\0" in value or any("\ud800" <= one <= "\udfff" for one in value):
            faults.append({"path": path, "message": "must not have U+0000 or half a surrogate pair"})
    if kind is list:
        return [check(schema["items"], one, f"{path}/{index}", faults) for index, one in enumerate(value)]
    if kind is dict:
        missing = [name for name in schema.get("required", []) if name not in value]
        faults.extend({"path": f"{path}/{name}", "message": "is required"} for name in missing)
        return {name: check(inner, value[name], f"{path}/{name}", faults)
                for name, inner in schema["properties"].items() if name in value}
    return value

def read(schema, value):
    faults = []
    found = check(schema, value, "", faults)
    if faults:
        raise Problem("invalid", "invalid_input", f"{faults[0]['path']}: {faults[0]['message']}", errors=faults[:20])
    return found

def read_body(raw):
    with suppress(ValueError):
        body = json.loads(raw)
        if isinstance(body, dict):
            return body
    raise Problem("invalid", "malformed_body", "Send a JSON object as the body.")

# The token by which services know each other: a JWT, HS256 with the house's secret, for one service and one minute.

def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")

def sign(secret, signed):
    return encode(hmac.new(secret, signed, hashlib.sha256).digest())

def token(own, service):
    issued = int(time.time())
    claims = {"iss": own, "aud": service, "iat": issued, "exp": issued + 60, "caller": {"kind": "service", "name": own}}
    signed = b".".join(encode(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims))
    return (signed + b"." + sign(SECRETS[0], signed)).decode()

def caller_of(authorization, own):
    """Who calls; a stranger where the token cannot be trusted, whatever else the request says."""
    try:
        signed, _, proof = re.fullmatch(r"Bearer (.+)", authorization or "")[1].encode().rpartition(b".")
        head, claims = (json.loads(base64.urlsafe_b64decode(part + b"==")) for part in signed.split(b"."))
        known = any(hmac.compare_digest(sign(secret, signed), proof) for secret in SECRETS)
        current = claims["aud"] == own and claims["exp"] > time.time() - 5
        return claims["caller"] if known and current and head["alg"] == "HS256" else STRANGER
    except (ValueError, KeyError, TypeError):
        return STRANGER

def authorise(access, caller):
    for rule in access:
        held = caller.get("permissions", []) if caller["kind"] == "staff" else []
        if rule == "public" or (rule == "internal" and caller["kind"] == "service"):
            return
        if isinstance(rule, dict) and (rule["staff"] in held or "*" in held):
            return
    if caller["kind"] == "anonymous" and access != ["internal"]:
        raise Problem("unauthenticated", "not_signed_in", "Sign in first.")
    raise Problem("forbidden", "not_allowed", "You do not have the right to do this.")

turns = itertools.count()

def ask(own, service, path, seconds, request_id=None):
    """Asks a neighbour, one replica after the other, in this service's own name. Raises OSError where none answers."""
    addresses = os.environ[f"{service.upper()}_SERVICE_URL"].split(",")
    headers = {"authorization": f"Bearer {token(own, service)}", "souk-deadline": str(int(seconds * 1000)),
               "x-request-id": request_id or str(uuid.uuid4())}
    address = addresses[next(turns) % len(addresses)].strip().rstrip("/")
    with urllib.request.urlopen(urllib.request.Request(address + path, headers=headers), timeout=seconds) as answer:
        return json.load(answer)

class Store:
    """The service's rows. One writer at a time, so events become visible in the order of their positions."""
    def __init__(self, name, file, schema):
        self.name, self.lock, self.told = name, threading.RLock(), threading.Condition()
        self.db = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self.db.row_factory = sqlite3.Row
        self.db.executescript(f"""pragma journal_mode = wal; pragma synchronous = full; {schema}
            create table if not exists feed (position integer primary key autoincrement, event text);
            create table if not exists cursors (source text primary key, at text);
            create table if not exists parked (id text primary key, source text, type text, error text, parkedAt text,
              event text);""")

    def rows(self, statement, *values):
        with self.lock:
            return [dict(row) for row in self.db.execute(statement, values)]

    @contextmanager
    def transaction(self):
        with self.lock:
            self.db.execute("begin immediate")
            try:
                yield
                self.db.execute("commit")
            except BaseException:
                self.db.execute("rollback")
                raise
        with self.told:
            self.told.notify_all()

    def append(self, kind, subject, data):
        """Tells of a change. It belongs into the transaction of the change."""
        self.rows("insert into feed (event) values (?)", json.dumps({
            "specversion": "1.0", "id": str(uuid.uuid4()), "source": self.name, "type": kind, "subject": subject,
            "time": iso(), "datacontenttype": "application/json", "data": data}))

    def read_events(self, asked, context):
        until = min(time.monotonic() + asked.get("wait", 0) / 1000, context.deadline)
        start = int(asked.get("after", "0-0").split("-")[1])
        while True:
            with self.told:
                found = self.rows("select * from feed where position > ? order by position limit ?", start,
                                  asked.get("limit", 100))
                left = until - time.monotonic()
                if found or left <= 0 or stopping.is_set():
                    return {"items": [{**json.loads(one["event"]), "position": f"0-{one['position']}"} for one in found]}
                self.told.wait(left)

    def cursor(self, source):
        return next((row["at"] for row in self.rows("select at from cursors where source = ?", source)), "0-0")

    def follow(self, source, consumers):
        """Reads a neighbour's feed on and on. Each event's effect and the cursor's move are one transaction."""
        while not stopping.is_set():
            try:
                at = self.cursor(source)
                for event in ask(self.name, source, f"/events?after={at}&limit=200&wait=20000", 25)["items"]:
                    self.take(source, consumers, event)
            except Exception:  # the neighbour, or the disk, is away: that passes
                stopping.wait(0.5)

    def take(self, source, consumers, event):
        for attempt in range(1, 6):
            try:
                with self.transaction():
                    self.digest(consumers, event)
                    return self.rows("insert or replace into cursors values (?, ?)", source, event["position"])
            except sqlite3.OperationalError:
                raise
            except Exception as fault:
                error = str(fault)
                stopping.wait(0.02 * 2 ** attempt)
        with self.transaction():  # it keeps failing: it is parked, seen and replayable, and the feed goes on
            self.rows("insert or ignore into parked values (?, ?, ?, ?, ?, ?)", event["id"], source, event["type"], error,
                      iso(), json.dumps(event))
            self.rows("insert or replace into cursors values (?, ?)", source, event["position"])

    def digest(self, consumers, event):
        if event["type"] in consumers:
            consumers[event["type"]](event["data"])

class Door(BaseHTTPRequestHandler):
    """Lets requests in as the contract declares them: by whom, of which shape, until when."""
    protocol_version, timeout, disable_nagle_algorithm = "HTTP/1.1", 75, True

    def handle_one_request(self):
        self.server.idle.add(self.connection)
        super().handle_one_request()

    def finish(self):
        self.server.idle.discard(self.connection)
        super().finish()

    def do_any(self):
        self.server.idle.discard(self.connection)
        given = self.headers.get("x-request-id", "")
        self.request_id = given if re.fullmatch(r"[\w.:-]{8,128}", given) else str(uuid.uuid4())
        length = int(self.headers.get("content-length", 0))
        raw, self.close_connection = self.rfile.read(min(length, LARGEST)), self.close_connection or length > LARGEST
        try:
            self.answer(*self.operate(urlsplit(self.path), raw))
        except Problem as problem:
            self.refuse(problem)
        except Exception as fault:
            self.log_error("%s %s failed: %r", self.command, self.path, fault)  # the caller is told nothing
            self.refuse(Problem("internal", "internal", "Something went wrong on our side."))

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_any

    def operate(self, url, raw):
        if url.path in ("/health/live", "/health/ready"):
            return self.server.store.rows("select 1") and 200, {"status": url.path[8:]}
        for name, operation in self.server.contract["operations"].items():
            found = re.fullmatch(re.sub(r":(\w+)", r"(?P<\1>[^/]+)", operation["path"]) + "/?", url.path)
            if found and operation["method"] == self.command:
                break
        else:
            raise Problem("not_found", "not_found", f"There is nothing at {self.command} {url.path}.")
        if len(raw) > operation["bodyLimit"]:
            raise Problem("too_large", "body_too_large", "The body is too large for this operation.")
        if raw and not self.headers.get("content-type", "").startswith("application/json"):
            raise Problem("unsupported", "unsupported_media_type", "Send the body as application/json.")
        self.caller = caller_of(self.headers.get("authorization"), self.server.contract["name"])
        authorise(operation["access"], self.caller)
        query = parse_qs(url.query, keep_blank_values=True)
        asked = {key: query[key][-1] for key in operation["inQuery"] if key in query}
        for key, value in asked.items():  # in an address everything is text
            is_number = operation["input"]["properties"][key]["type"] == "integer" and re.fullmatch(r"-?\d+", value)
            asked[key] = int(value) if is_number else value
        asked.update({key: unquote(value) for key, value in found.groupdict().items()})
        body = read_body(raw) if operation["inBody"] else {}
        asked.update({key: body[key] for key in operation["inBody"] if key in body})
        asked = read(operation["input"], asked)
        if not re.fullmatch(r"[!-~]{1,255}", self.headers.get("idempotency-key", "-")):
            raise Problem("invalid", "invalid_input", "Idempotency-Key: use 1 to 255 printable characters.")
        given = self.headers.get("souk-deadline", "")
        left = min(operation["timeout"], int(given) if given.isdigit() else operation["timeout"])
        self.deadline = time.monotonic() + left / 1000
        return operation["status"], self.server.operations[name](asked, self)

    def refuse(self, problem):
        self.answer(problem.body["status"], {**problem.body, "requestId": self.request_id}, "application/problem+json")

    def answer(self, status, body, kind="application/json; charset=utf-8"):
        data = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        if data:
            self.send_header("content-type", kind)
        if "retryAfter" in (body or {}):
            self.send_header("retry-after", str(body["retryAfter"]))
        if stopping.is_set():
            self.send_header("connection", "close")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_request(self, *_):
        pass

def serve(contract, store, operations, consumers):
    """Runs the service until SIGTERM: what is under way comes to its end, then the process does."""
    if not SECRETS:
        raise SystemExit("SOUK_HOUSE_SECRET must be set, the same for all services: they know each other by it")
    def replay(asked, _context):
        with store.transaction():
            for row in store.rows("delete from parked where id = ? returning source, event", asked["id"]):
                try:
                    return store.digest(consumers[row["source"]], json.loads(row["event"]))
                except Exception as fault:
                    raise Problem("conflict", "replay_failed", f"The event still cannot be digested: {fault}")
        raise Problem("not_found", "not_found", f"No event {asked['id']} is parked.")
    def standing(_asked, _context):
        cursors = [{"source": source, "at": store.cursor(source)} for source in consumers]
        head = store.rows("select coalesce(max(position), 0) as head from feed")[0]["head"]
        parked = store.rows("select id, source, type, error, parkedAt from parked order by parkedAt, id limit 200")
        return {"head": f"0-{head}", "cursors": cursors, "parked": parked}
    name = contract["name"].upper()
    place = (os.environ.get("SOUK_SERVICE_HOST", "127.0.0.1"), int(os.environ.get(f"{name}_SERVICE_PORT", 0)))
    server = ThreadingHTTPServer(place, Door)
    server.contract, server.store, server.idle, server.daemon_threads = contract, store, set(), False
    server.operations = {**operations, "readEvents": store.read_events, "readStanding": standing, "replayEvent": replay}
    for source, of_source in consumers.items():
        threading.Thread(target=store.follow, args=(source, of_source), daemon=True).start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    threading.Thread(target=server.serve_forever, args=(0.1,)).start()
    print(f"{contract['name']}-service listens at http://{place[0]}:{server.server_port}", flush=True)
    stopping.wait()
    server.shutdown()
    with store.told:
        store.told.notify_all()
    for connection in list(server.idle):
        with suppress(OSError):  # it may have been closed meanwhile
            connection.shutdown(socket.SHUT_RD)
    server.server_close()
