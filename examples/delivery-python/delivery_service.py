"""delivery-service in Python: where we deliver, for how much, and the parcels on their way. See README.md."""
import json, os, re, secrets
from datetime import datetime, timedelta, timezone
from pathlib import Path
from urllib.error import HTTPError
from souk import Problem, Store, ask, iso, serve

HERE = Path(__file__).parent
CONTRACT = json.loads((HERE / "delivery.contract.json").read_text())
POSTCODES = {"AT": r"\d{4}", "CH": r"\d{4}", "DE": r"\d{5}", "ES": r"\d{5}", "FR": r"\d{5}", "IT": r"\d{5}",
             "GB": r"(?i)[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", "NL": r"(?i)[1-9]\d{3} ?[A-Z]{2}", "PL": r"\d{2}-?\d{3}",
             "US": r"\d{5}(-?\d{4})?"}
store = Store("delivery", os.environ.get("DELIVERY_DATABASE_FILE", "delivery.sqlite"), """
    create table if not exists zones (id text primary key, zone text not null);
    create table if not exists countries (country text primary key, zone text not null);
    create table if not exists shipments (id text primary key, orderId text, number text unique, shipment text not null);
    create index if not exists shipments_of_order on shipments (orderId);
    create table if not exists carts (id text primary key, version integer, weight integer, subtotal text, heard text);""")

def zones():
    return [json.loads(row["zone"]) for row in store.rows("select zone from zones order by rowid")]

def list_zones(_asked, _context):
    return {"items": zones()}

def set_zone(zone, _context):
    faults = []
    for index, method in enumerate(zone["methods"]):
        def wrong(field, message):
            faults.append({"path": f"/methods/{index}/{field}", "message": message})
        prices = [rate["price"] for rate in method["rates"]] + [method[key] for key in ("freeFrom",) if key in method]
        weights = [rate["upToWeight"] for rate in method["rates"]]
        if [one["id"] for one in zone["methods"]].index(method["id"]) < index:
            wrong("id", "is the id of another method too")
        if len(f"{zone['id']}-{method['id']}") > 64:
            wrong("id", "makes an option's id longer than 64: shorten an id")
        if method["days"]["from"] > method["days"]["to"]:
            wrong("days", "must not end before they begin")
        if any(rate["price"]["amount"] < 0 for rate in method["rates"]):
            wrong("rates", "must not be negative")
        if method.get("freeFrom", {"amount": 0})["amount"] < 0:
            wrong("freeFrom", "must not be negative")
        if len({price["currency"] for price in prices}) > 1 or len(set(weights)) < len(weights):
            wrong("rates", "must be in one currency, with one price for a weight")
        method["rates"].sort(key=lambda rate: rate["upToWeight"])
    if faults:
        raise Problem("invalid", "invalid_input", f"{faults[0]['path']}: {faults[0]['message']}", errors=faults)
    zone["countries"] = sorted(set(zone["countries"]))
    with store.transaction():
        owners = {row["country"]: row["zone"] for row in store.rows("select * from countries where zone <> ?", zone["id"])}
        taken = [country for country in zone["countries"] if country in owners]
        if taken:
            raise Problem("conflict", "country_in_other_zone", f"Take {', '.join(taken)} out of the other zone first.",
                          details={"countries": taken})
        store.rows("insert into zones values (?, ?) on conflict (id) do update set zone = excluded.zone", zone["id"],
                   json.dumps(zone))
        store.rows("delete from countries where zone = ?", zone["id"])
        for country in zone["countries"]:
            store.rows("insert into countries values (?, ?)", country, zone["id"])
    return zone

def list_countries(_asked, _context):
    return {"items": sorted(country for zone in zones() if zone["methods"] for country in zone["countries"])}

def estimate(days):
    """Working days from handing over: today until 14:00 UTC of a working day, else the next one."""
    def after(day, count):
        while count > 0:
            day += timedelta(days=1)
            count -= day.weekday() < 5
        return day
    now = datetime.now(timezone.utc)
    handed_over = now if now.weekday() < 5 and now.hour < 14 else after(now, 1)
    return {key: after(handed_over, days[key]).date().isoformat() for key in ("from", "to")}

def options(country, weight, subtotal):
    """The methods that carry the parcel: each at its first step that the parcel fits in."""
    found = []
    for zone in zones():
        for method in zone["methods"] if country in zone["countries"] else []:
            steps = [rate["price"] for rate in method["rates"]
                     if weight <= rate["upToWeight"] and rate["price"]["currency"] == subtotal["currency"]]
            if steps:
                free = "freeFrom" in method and subtotal["amount"] >= method["freeFrom"]["amount"]
                price = {**steps[0], "amount": 0} if free else steps[0]
                found.append({"id": f"{zone['id']}-{method['id']}", "name": method["name"], "price": price,
                              "estimate": estimate(method["days"])})
    return found

def postcode_fits(country, postcode):
    return re.fullmatch(POSTCODES.get(country, ".*"), postcode.strip()) is not None

def quote(asked, _context):
    if postcode_fits(asked["country"], asked["postcode"]):
        for option in options(asked["country"], asked["weight"], asked["subtotal"]):
            if option["id"] == asked["optionId"]:
                return option
    raise Problem("unprocessable", "delivery_unavailable", "This option does not reach the address with this parcel.")

def list_options(asked, context):
    country, cart = asked["country"], asked["cart"]
    if not postcode_fits(country, asked.get("postcode", "")) and "postcode" in asked:
        fault = f"'{asked['postcode']}' is not a postcode of {country}"
        raise Problem("invalid", "invalid_input", f"postcode: {fault}", errors=[{"path": "/postcode", "message": fault}])
    whose = f"?userId={context.caller['userId']}" if "userId" in context.caller else ""
    try:  # 800 ms: past that, what we last heard of the cart is the better answer
        known = ask("delivery", "cart", f"/carts/{cart}/contents{whose}", 0.8, context.request_id)
        return {"items": options(country, known["weight"], known["subtotal"])}
    except OSError as fault:
        if isinstance(fault, HTTPError) and fault.code == 404:
            raise Problem("not_found", "not_found", "There is no such cart.")
    for heard in store.rows("select * from carts where id = ?", cart):
        return {"items": options(country, heard["weight"], json.loads(heard["subtotal"])), "estimated": True}
    raise Problem("unavailable", "unavailable", "We cannot look into the cart right now.", retryAfter=2)

def cart_changed(cart):
    """Of two events about one cart the newer one stays, whichever comes first. Carts at rest for a month are forgotten."""
    now = datetime.now(timezone.utc)
    store.rows("insert into carts values (?, ?, ?, ?, ?) on conflict (id) do update set version = excluded.version,"
               " weight = excluded.weight, subtotal = excluded.subtotal, heard = excluded.heard"
               " where version < excluded.version",
               cart["cartId"], int(cart["version"]), cart["weight"], json.dumps(cart["subtotal"]), iso(now))
    store.rows("delete from carts where heard < ?", iso(now - timedelta(days=30)))

def tracking_number():
    digits = f"{secrets.randbelow(10 ** 10):010}"
    doubled = [int(digit) * (2 - index % 2) for index, digit in enumerate(reversed(digits))]
    return f"SK{digits}{-sum(value - 9 if value > 9 else value for value in doubled) % 10}"

def create_shipment(asked, _context):
    own = [zone for zone in zones() if asked["address"]["country"] in zone["countries"]] + zones()
    methods = {f"{zone['id']}-{method['id']}": method for zone in reversed(own) for method in zone["methods"]}
    carrier = asked.get("carrier") or methods.get(asked["optionId"], {"carrier": "Parcel service"})["carrier"]
    with store.transaction():  # the parcel and the event that tells of it: both, or neither
        for known in store.rows("select * from shipments where id = ?", asked["id"]):
            if known["orderId"] != asked["orderId"]:
                raise Problem("unprocessable", "key_reused", f"Shipment {asked['id']} belongs to another order.")
            return json.loads(known["shipment"])
        number = None if "trackingNumber" in asked else tracking_number()  # unique: chance is refused with a 500
        shipment = {"id": asked["id"], "orderId": asked["orderId"], "carrier": carrier,
                    "trackingNumber": number or asked["trackingNumber"], "address": asked["address"],
                    "createdAt": iso()}
        store.rows("insert into shipments values (?, ?, ?, ?)", asked["id"], asked["orderId"], number, json.dumps(shipment))
        store.append("delivery.shipment-created.v1", asked["id"], {
            "shipmentId": asked["id"], **{key: shipment[key] for key in ("orderId", "carrier", "trackingNumber")}})
    return shipment

def list_shipments(asked, _context):
    rows = store.rows("select shipment from shipments where orderId = ? order by rowid", asked["orderId"])
    return {"items": [json.loads(row["shipment"]) for row in rows]}

if __name__ == "__main__":
    if not zones():
        for zone in json.loads((HERE / "zones.json").read_text()):
            set_zone(zone, None)
    serve(CONTRACT, store, {
        "listZones": list_zones, "setZone": set_zone, "listCountries": list_countries, "listOptions": list_options,
        "quote": quote, "createShipment": create_shipment, "listShipments": list_shipments,
    }, {"cart": {"cart.changed.v1": cart_changed}})
