#include "services/registry/domain/errors.h"

#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "services/registry/domain/names.h"

namespace pcsp::registry {
namespace {

// Error details travel in headers of limited size; a few names are enough to go and look.
constexpr size_t kMostConflicts = 10;
constexpr size_t kMostNameBytes = 2000;

// The type of what is called `name`: "appointment" for programmes/p/appointments/a.
std::string TypeOf(absl::string_view name) {
  const std::vector<absl::string_view> parts = absl::StrSplit(name, '/');
  return std::string(absl::StripSuffix(parts.size() > 1 ? parts[parts.size() - 2] : "", "s"));
}

absl::Status Conflict(absl::string_view reason, std::vector<std::string> names,
                      absl::string_view message, absl::string_view allowed,
                      std::map<std::string, std::string> metadata = {}) {
  ErrorDetail detail;
  detail.reason = std::string(reason);
  detail.metadata = std::move(metadata);
  if (names.size() > kMostConflicts) names.resize(kMostConflicts);
  if (!names.empty()) detail.resource = ResourceRef{TypeOf(names.front()), names.front()};
  detail.metadata["conflicts"] = absl::StrJoin(names, ",");
  detail.precondition = std::string(allowed);
  return MakeError(absl::StatusCode::kFailedPrecondition, message, detail);
}

}  // namespace

absl::Status ProgrammeNotFound(absl::string_view programme) {
  return ResourceNotFound("programme", ProgrammeName(programme));
}

absl::Status OrganisationNotFound(absl::string_view programme, absl::string_view organisation) {
  return ResourceNotFound("organisation", OrganisationName(programme, organisation));
}

absl::Status RelationshipNotFound(absl::string_view programme, absl::string_view relationship) {
  return ResourceNotFound("relationship", RelationshipName(programme, relationship));
}

absl::Status OrganisationsNotFound(const std::vector<std::string>& names) {
  std::string listed;
  size_t count = 0;
  for (; count < names.size(); ++count) {
    if (listed.size() + names[count].size() > kMostNameBytes) break;
    absl::StrAppend(&listed, count == 0 ? "" : ",", names[count]);
  }
  std::string message = absl::StrCat("There is no organisation called ", names.front());
  if (names.size() > 1)
    absl::StrAppend(&message, ", nor ", names.size() - 1, " others of those named");
  ErrorDetail detail;
  detail.reason = "ORGANISATION_NOT_FOUND";
  detail.metadata = {{"missing", listed}, {"missing_count", absl::StrCat(names.size())}};
  detail.resource = ResourceRef{"organisation", names.front()};
  return MakeError(absl::StatusCode::kNotFound, message, detail);
}

absl::Status MilestoneNotFound(absl::string_view name) {
  return ResourceNotFound("milestone", name);
}

absl::Status PersonNotFound(absl::string_view programme, absl::string_view person) {
  return ResourceNotFound("person", PersonName(programme, person));
}

absl::Status AppointmentNotFound(absl::string_view programme, absl::string_view appointment) {
  return ResourceNotFound("appointment", AppointmentName(programme, appointment));
}

absl::Status ProgrammeExists(absl::string_view programme) {
  return ResourceExists("programme", ProgrammeName(programme));
}

absl::Status OrganisationExists(absl::string_view programme, absl::string_view organisation) {
  return ResourceExists("organisation", OrganisationName(programme, organisation));
}

absl::Status MilestoneExists(absl::string_view name) { return ResourceExists("milestone", name); }

absl::Status OrganisationDeleted(absl::string_view programme, absl::string_view organisation) {
  const std::string name = OrganisationName(programme, organisation);
  return StateForbids("ORGANISATION_DELETED", "organisation", name,
                      absl::StrCat(name, " is deleted"), "undelete the organisation");
}

absl::Status OrganisationNotDeleted(absl::string_view programme, absl::string_view organisation) {
  const std::string name = OrganisationName(programme, organisation);
  return MakeError(
      absl::StatusCode::kAlreadyExists, absl::StrCat(name, " is not deleted"),
      {.reason = "ORGANISATION_NOT_DELETED", .resource = ResourceRef{"organisation", name}});
}

absl::Status OrganisationInUse(absl::string_view programme, absl::string_view organisation,
                               const std::vector<std::string>& users) {
  return Conflict("ORGANISATION_IN_USE", users,
                  absl::StrCat(OrganisationName(programme, organisation), " is needed by ",
                               users.front(), users.size() > 1 ? " and others" : ""),
                  "end what needs it, or delete it with `force`");
}

absl::Status OrganisationCodeTaken(absl::string_view code_system, absl::string_view code,
                                   absl::string_view holder) {
  ErrorDetail detail;
  detail.reason = "ORGANISATION_CODE_TAKEN";
  detail.metadata = {{"code_system", std::string(code_system)}, {"code", std::string(code)}};
  detail.resource = ResourceRef{"organisation", std::string(holder)};
  return MakeError(absl::StatusCode::kAlreadyExists,
                   absl::StrCat("The code ", code, " of ", code_system, " belongs to ", holder),
                   detail);
}

absl::Status RelationshipCycle(const std::vector<std::string>& relationships) {
  return Conflict("RELATIONSHIP_CYCLE", relationships,
                  absl::StrCat("An organisation would belong to itself by way of ",
                               absl::StrJoin(relationships, ", ")),
                  "end one of the conflicting relationships, or choose other dates");
}

absl::Status RelationshipOverlap(const std::vector<std::string>& relationships) {
  return Conflict("RELATIONSHIP_OVERLAP", relationships,
                  absl::StrCat("Only one such relationship may hold on a day, and there is ",
                               absl::StrJoin(relationships, ", ")),
                  "end the conflicting relationships, or choose other dates");
}

absl::Status DatesConflict(const std::vector<std::string>& conflicts, absl::string_view message) {
  return Conflict("DATES_CONFLICT", conflicts, message,
                  "dates within the life of every organisation concerned");
}

absl::Status OrganisationSucceeded(const std::vector<std::string>& successions) {
  return Conflict("ORGANISATION_SUCCEEDED", successions,
                  absl::StrCat("An organisation has been succeeded already, by way of ",
                               absl::StrJoin(successions, ", ")),
                  "merge or split what has succeeded it, or end the succession");
}

absl::Status RelationshipsLeftOver(const std::vector<std::string>& relationships) {
  return Conflict(
      "RELATIONSHIPS_LEFT_OVER", relationships,
      absl::StrCat("None of the parts takes the subjects of ", relationships.size(),
                   " relationships with what splits, ", relationships.front(), " among them"),
      "name each subject in `takes` of one part, or end its relationship");
}

absl::Status RelationshipEnded(absl::string_view name, Date last) {
  return StateForbids("RELATIONSHIP_ENDED", "relationship", name,
                      absl::StrCat(name, " ended on ", FormatDate(last)),
                      absl::StrCat("an end date on or before ", FormatDate(last)));
}

absl::Status TreeTooLarge(size_t organisations) {
  return MakeError(
      absl::StatusCode::kResourceExhausted,
      absl::StrCat("The tree has ", organisations,
                   " organisations, more than fit into one reply; "
                   "ask for a root, for kinds or for a depth, or list descendants in pages"),
      {.reason = "TREE_TOO_LARGE", .metadata = {{"organisations", absl::StrCat(organisations)}}});
}

absl::Status IllegalMilestone(MilestoneState state, Date date,
                              const std::vector<std::string>& conflicts,
                              const std::vector<MilestoneState>& legal, absl::string_view message) {
  const auto join = [&](absl::string_view separator, auto text) {
    return absl::StrJoin(legal, separator, [&](std::string* out, MilestoneState s) {
      absl::StrAppend(out, text(s));
    });
  };
  const std::string allowed =
      legal.empty()
          ? "another day; no milestone can be recorded on this one"
          : absl::StrCat("on ", FormatDate(date),
                         ", one of: ", join(", ", [](MilestoneState s) { return InWords(s); }));
  return Conflict("ILLEGAL_MILESTONE", conflicts, message, allowed,
                  {{"state", std::string(Word(state))},
                   {"legal", join(",", [](MilestoneState s) { return std::string(Word(s)); })}});
}

absl::Status MilestoneNeeded(absl::string_view name, const std::vector<std::string>& conflicts,
                             absl::string_view message) {
  return Conflict("MILESTONE_NEEDED", conflicts, message,
                  absl::StrCat("retract the conflicting milestones first, or record another in the "
                               "place of ",
                               name));
}

absl::Status MilestoneRetracted(absl::string_view name) {
  return StateForbids("MILESTONE_RETRACTED", "milestone", name,
                      absl::StrCat(name, " has been retracted"), "a milestone that still counts");
}

absl::Status MilestoneOutsideLife(absl::string_view organisation, Date date, const Period& life) {
  return Conflict("DATES_CONFLICT", {std::string(organisation)},
                  absl::StrCat(FormatDate(date), " is not a day on which ", organisation,
                               " was in business: that is ", InWords(life)),
                  "a date within the life of the organisation");
}

absl::Status SuccessorMerged(absl::string_view successor, absl::string_view merger) {
  return Conflict("SUCCESSOR_MERGED", {std::string(merger)},
                  absl::StrCat(successor, " cannot take over a site: it has merged, see ", merger),
                  "a successor that has not merged itself");
}

absl::Status AppointmentOverlap(const std::vector<std::string>& appointments) {
  return Conflict("APPOINTMENT_OVERLAP", appointments,
                  absl::StrCat("The person has this role there on some of the days, by ",
                               absl::StrJoin(appointments, ", ")),
                  "end the conflicting appointment, or choose other dates");
}

absl::Status AppointmentEnded(absl::string_view name, Date last) {
  return StateForbids("APPOINTMENT_ENDED", "appointment", name,
                      absl::StrCat(name, " ended on ", FormatDate(last)),
                      absl::StrCat("an end date on or before ", FormatDate(last)));
}

absl::Status PersonKeyTaken(absl::string_view holder) {
  ErrorDetail detail;
  detail.reason = "PERSON_KEY_TAKEN";
  detail.resource = ResourceRef{"person", std::string(holder)};
  return MakeError(absl::StatusCode::kAlreadyExists,
                   absl::StrCat("The external key belongs to ", holder), detail);
}

absl::Status PersonErased(absl::string_view name) {
  return StateForbids("PERSON_ERASED", "person", name, absl::StrCat(name, " has been erased"),
                      "a person who has not been erased; enter them anew if they are back");
}

absl::Status EmptyImport() {
  return MakeError(absl::StatusCode::kInvalidArgument, "The file has no row",
                   {.reason = "EMPTY_IMPORT"});
}

absl::Status ImportCutOff() {
  return MakeError(absl::StatusCode::kInvalidArgument,
                   "The upload ended before the file did; nothing was done. Send it again",
                   {.reason = "IMPORT_CUT_OFF"});
}

absl::Status ImportTooLarge(absl::string_view limit) {
  return MakeError(absl::StatusCode::kResourceExhausted,
                   absl::StrCat("The file is larger than ", limit, "; split it"),
                   {.reason = "IMPORT_TOO_LARGE", .metadata = {{"limit", std::string(limit)}}});
}

absl::Status ImportNotKept() {
  return MakeError(absl::StatusCode::kResourceExhausted,
                   "The server has no room for the file; nothing was done. Split it, or give the "
                   "server a larger temporary folder",
                   {.reason = "IMPORT_NOT_KEPT"});
}

absl::Status ImportColumnsMissing(absl::string_view column, absl::string_view expected) {
  Violations violations;
  violations.Add(std::string(column), "", expected);
  return violations.ToStatus("IMPORT_COLUMNS_MISSING");
}

absl::Status ImportConflictNotFound(absl::string_view programme, absl::string_view conflict) {
  return ResourceNotFound("import conflict", ImportConflictName(programme, conflict));
}

absl::Status ImportConflictResolved(absl::string_view name) {
  return StateForbids("IMPORT_CONFLICT_RESOLVED", "import conflict", name,
                      absl::StrCat(name, " has been decided before"), "a conflict that is open");
}

absl::Status ImportConflictOutdated(absl::string_view name) {
  return StateForbids(
      "IMPORT_CONFLICT_OUTDATED", "import conflict", name,
      absl::StrCat("What was known has changed since ", name, " was queued"),
      "import the file again, which brings the conflict up to date, or choose what is known");
}

absl::Status ImportClosesTooMany(absl::string_view programme, int lost_sites, int open_sites) {
  ErrorDetail detail;
  detail.reason = "IMPORT_CLOSES_TOO_MANY";
  detail.metadata = {{"lost_sites", absl::StrCat(lost_sites)},
                     {"open_sites", absl::StrCat(open_sites)}};
  detail.resource = ResourceRef{"programme", ProgrammeName(programme)};
  detail.precondition = "at most a tenth of the open sites closed by one file, or force";
  return MakeError(absl::StatusCode::kFailedPrecondition,
                   absl::StrCat("The file would close ", lost_sites, " of ", open_sites,
                                " open sites, which looks like the wrong file; nothing was done. "
                                "Check it with validate_only, and give force if it is right"),
                   detail);
}

}  // namespace pcsp::registry
