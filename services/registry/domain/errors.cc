#include "services/registry/domain/errors.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "services/registry/domain/names.h"

namespace pcsp::registry {
namespace {

// Error details travel in headers of limited size; a few names are enough to go and look.
constexpr size_t kMostConflicts = 10;
constexpr size_t kMostNameBytes = 2000;

absl::Status Conflict(absl::string_view reason, std::vector<std::string> names,
                      absl::string_view message, absl::string_view allowed) {
  ErrorDetail detail;
  detail.reason = std::string(reason);
  if (names.size() > kMostConflicts) names.resize(kMostConflicts);
  if (!names.empty()) detail.resource = ResourceRef{"relationship", names.front()};
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

absl::Status ProgrammeExists(absl::string_view programme) {
  return ResourceExists("programme", ProgrammeName(programme));
}

absl::Status OrganisationExists(absl::string_view programme, absl::string_view organisation) {
  return ResourceExists("organisation", OrganisationName(programme, organisation));
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
                  "dates within the life of both organisations");
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

}  // namespace pcsp::registry
