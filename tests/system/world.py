"""A small programme, made by hand over REST: one system, one group, and practices as asked for."""
import uuid

from harness import until

PRACTICE_ITEMS = [
    "pr_difference", "pr_already", "pr_purpose", "pr_value", "pr_document", "pr_two_halves",
    "pr_own_part", "pr_drive", "pr_everyday", "pr_leaders", "pr_others_part", "pr_ethos", "pr_time",
    "pr_mentor", "pr_coaching", "pr_practical", "pr_fix", "pr_trained", "pr_trust",
    "pr_conversation", "pr_letters", "pr_reading_help", "pr_commit", "pr_group", "pr_look_back",
    "pr_step_back", "pr_praise", "pr_change"]
REVERSED = {"pr_already", "pr_document", "pr_practical", "pr_praise"}  # agreeing is bad news
INSTRUMENTS = [f"instruments/{level}/versions/1"
               for level in ("whole_system", "steering_group", "practice")]
SINCE = "2024-04-01"


def epraccur_row(code, name="Alder Surgery", **columns):
    """A practice as the Organisation Data Service publishes it: 27 columns, no header. Columns
    that matter: 10 postcode, 11 open, 12 close, 13 status, 15 commissioner, 26 setting."""
    cells = [""] * 27
    cells[0], cells[1] = code, name
    cells[4], cells[9], cells[10] = "1 High Street", "ZY1 1AA", "19740401"
    cells[12], cells[13], cells[21], cells[25] = "A", "B", "0", "4"
    for column, value in columns.items():
        cells[int(column.removeprefix("c")) - 1] = value
    return cells


def csv(rows, separator=",", end="\r\n"):
    """Quoted as the published files are."""
    return "".join(separator.join(f'"{cell}"' for cell in row) + end for row in rows)


def answers(good, only=None):
    """One person's answers: 1 (everything is wrong) to 5 (all is well); `only` some items."""
    return {item: str(6 - good if item in REVERSED else good) for item in only or PRACTICE_ITEMS}


def request_id(random):
    return str(uuid.UUID(int=random.getrandbits(128), version=4))


class World:
    """A programme `programmes/{id}` with system `north` and group `north-group`."""

    def __init__(self, server, programme):
        self.server, self.id = server, programme
        self.name = f"programmes/{programme}"

    def organisation(self, identifier):
        return f"{self.name}/organisations/{identifier}"

    def make(self):
        """The programme and its upper levels."""
        post = self.server.post
        post(f"/v1/programmes?programmeId={self.id}", {"displayName": f"Programme {self.id}"})
        for kind, name, system, code in [("WHOLE_SYSTEM", "north", "ods", "Z9A1Z"),
                                         ("STEERING_GROUP", "north-group", "sample", "SG1")]:
            post(f"/v1/{self.name}/organisations?organisationId={name}",
                 {"kind": f"ORGANISATION_KIND_{kind}", "codeSystem": system, "code": code,
                  "displayName": name.title()})
        self.relate("north-group", "PART_OF", "north")
        return self

    def relate(self, subject, kind, other):
        self.server.post(f"/v1/{self.name}/relationships",
                         {"subject": self.organisation(subject), "object": self.organisation(other),
                          "kind": f"RELATIONSHIP_KIND_{kind}", "startDate": SINCE})

    def upload(self, data, mode="ALL_OR_NOTHING", **query):
        """An epraccur file as curl would send it; the reply whatever it is."""
        query = {"format": "IMPORT_FORMAT_EPRACCUR", "mode": f"IMPORT_MODE_{mode}", **query}
        path = f"/v1/{self.name}/organisations:import?" + "&".join(
            f"{key}={value}" for key, value in query.items())
        return self.server.rest("POST", path, data, content_type="text/csv")

    def practices(self, *codes, headcount=20, group="north-group"):
        """Imports practices and has the group support them."""
        rows = [epraccur_row(code, f"Practice {code}", c15="Z9A1Z") for code in codes]
        report = self.upload(csv(rows)).ok()
        for code in codes:
            self.relate(code.lower(), "SUPPORTED_BY", group)
            self.server.post(f"/v1/{self.organisation(code.lower())}/siteContexts",
                             {"effectiveDate": SINCE, "listSize": 8000, "headcounts": [
                                 {"staffGroup": "STAFF_GROUP_ADMIN", "people": headcount}]})
        return report

    def wave(self, name="first", instruments=None, min_group_size=5, exact=False):
        """A wave that is a draft; with `exact`, counts are shown from the least group on."""
        policy = {"minDistributionSize": min_group_size} if exact else {}
        return self.server.post(f"/v1/{self.name}/waves?waveId={name}", {
            "displayName": f"Wave {name}", "minGroupSize": min_group_size, "privacyPolicy": policy,
            "instruments": instruments or INSTRUMENTS})

    def open(self, name="first", **body):
        return self.server.post(f"/v1/{self.name}/waves/{name}:open", body)

    def submit(self, site, given, wave="first", **more):
        """One person's answers; the reply whatever it is."""
        body = {"organisation": self.organisation(site), "staffGroup": "STAFF_GROUP_ADMIN",
                "answers": given, **more}
        return self.server.rest("POST", f"/v1/{self.name}/waves/{wave}/responses:submit", body)

    def close(self, name="first"):
        """Closes the wave and follows the operation to its end."""
        operation = self.server.post(f"/v1/{self.name}/waves/{name}:close", {})
        path = f"/v1/{operation['name']}"
        return until(lambda: (o := self.server.get(path))["done"] and o, f"{path} to be done")
