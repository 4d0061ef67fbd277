// Every error of the registry that a client can see, beside those of common/base/error.h.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/registry/domain/milestone.h"
#include "services/registry/domain/period.h"

namespace pcsp::registry {

// NOT_FOUND: PROGRAMME_NOT_FOUND, ORGANISATION_NOT_FOUND, RELATIONSHIP_NOT_FOUND, PERSON_NOT_FOUND,
// APPOINTMENT_NOT_FOUND; MILESTONE_NOT_FOUND, whose `name` is a resource name.
absl::Status ProgrammeNotFound(absl::string_view programme);
absl::Status OrganisationNotFound(absl::string_view programme, absl::string_view organisation);
absl::Status RelationshipNotFound(absl::string_view programme, absl::string_view relationship);
absl::Status MilestoneNotFound(absl::string_view name);
absl::Status PersonNotFound(absl::string_view programme, absl::string_view person);
absl::Status AppointmentNotFound(absl::string_view programme, absl::string_view appointment);

// NOT_FOUND, ORGANISATION_NOT_FOUND: none of `names` exists; metadata `missing` lists them as far
// as they fit into an error, `missing_count` says how many they are.
absl::Status OrganisationsNotFound(const std::vector<std::string>& names);

// ALREADY_EXISTS: PROGRAMME_EXISTS, ORGANISATION_EXISTS, MILESTONE_EXISTS.
absl::Status ProgrammeExists(absl::string_view programme);
absl::Status OrganisationExists(absl::string_view programme, absl::string_view organisation);
absl::Status MilestoneExists(absl::string_view name);

// FAILED_PRECONDITION, ORGANISATION_DELETED: nothing of it can change until it is undeleted.
absl::Status OrganisationDeleted(absl::string_view programme, absl::string_view organisation);

// ALREADY_EXISTS, ORGANISATION_NOT_DELETED: there is nothing to undelete.
absl::Status OrganisationNotDeleted(absl::string_view programme, absl::string_view organisation);

// FAILED_PRECONDITION, ORGANISATION_IN_USE: what is called `users` needs the organisation; metadata
// `conflicts` lists them.
absl::Status OrganisationInUse(absl::string_view programme, absl::string_view organisation,
                               const std::vector<std::string>& users);

// ALREADY_EXISTS, ORGANISATION_CODE_TAKEN: the organisation named `holder` has the code.
absl::Status OrganisationCodeTaken(absl::string_view code_system, absl::string_view code,
                                   absl::string_view holder);

// FAILED_PRECONDITION, RELATIONSHIP_CYCLE: an organisation would belong to itself by way of
// `relationships`, which are names; metadata `conflicts` lists them.
absl::Status RelationshipCycle(const std::vector<std::string>& relationships);

// FAILED_PRECONDITION, RELATIONSHIP_OVERLAP: `relationships` hold on days when the new one would,
// and only one may; metadata `conflicts` lists them.
absl::Status RelationshipOverlap(const std::vector<std::string>& relationships);

// FAILED_PRECONDITION, DATES_CONFLICT: the dates of a relationship or an appointment lie outside
// the life of an organisation. `conflicts` names what stands in the way.
absl::Status DatesConflict(const std::vector<std::string>& conflicts, absl::string_view message);

// FAILED_PRECONDITION, ORGANISATION_SUCCEEDED: by way of `successions`, which are names, an
// organisation that is to merge or to split has been succeeded; metadata `conflicts` lists them.
absl::Status OrganisationSucceeded(const std::vector<std::string>& successions);

// FAILED_PRECONDITION, RELATIONSHIPS_LEFT_OVER: none of the parts of a split takes `relationships`;
// metadata `conflicts` lists them.
absl::Status RelationshipsLeftOver(const std::vector<std::string>& relationships);

// FAILED_PRECONDITION, RELATIONSHIP_ENDED: it ended on an earlier day than the one given.
absl::Status RelationshipEnded(absl::string_view name, Date last);

// RESOURCE_EXHAUSTED, TREE_TOO_LARGE: so many `organisations` do not fit into one reply.
absl::Status TreeTooLarge(size_t organisations);

// FAILED_PRECONDITION, ILLEGAL_MILESTONE: `state` on `date` is no step that a site can take between
// its other milestones. Metadata: `state`; `conflicts`, names of the milestones in the way;
// `legal`, the states that could be recorded on that day.
absl::Status IllegalMilestone(MilestoneState state, Date date,
                              const std::vector<std::string>& conflicts,
                              const std::vector<MilestoneState>& legal, absl::string_view message);

// FAILED_PRECONDITION, MILESTONE_NEEDED: `conflicts` could not follow without the milestone.
absl::Status MilestoneNeeded(absl::string_view name, const std::vector<std::string>& conflicts,
                             absl::string_view message);

// FAILED_PRECONDITION, MILESTONE_RETRACTED: it no longer counts.
absl::Status MilestoneRetracted(absl::string_view name);

// FAILED_PRECONDITION, DATES_CONFLICT: the organisation was not in business on the day.
absl::Status MilestoneOutsideLife(absl::string_view organisation, Date date, const Period& life);

// FAILED_PRECONDITION, SUCCESSOR_MERGED: `merger`, a milestone, says that `successor` merged
// itself.
absl::Status SuccessorMerged(absl::string_view successor, absl::string_view merger);

// FAILED_PRECONDITION, APPOINTMENT_OVERLAP: the person has the same role at the same organisation
// on some of the days, by `appointments`; metadata `conflicts` lists them.
absl::Status AppointmentOverlap(const std::vector<std::string>& appointments);

// FAILED_PRECONDITION, APPOINTMENT_ENDED: it ended on an earlier day than the one given.
absl::Status AppointmentEnded(absl::string_view name, Date last);

// ALREADY_EXISTS, PERSON_KEY_TAKEN: the person named `holder` has the external key.
absl::Status PersonKeyTaken(absl::string_view holder);

// FAILED_PRECONDITION, PERSON_ERASED: nothing can be said of somebody who has been erased.
absl::Status PersonErased(absl::string_view name);

// INVALID_ARGUMENT, EMPTY_IMPORT: the file has no row.
absl::Status EmptyImport();

// INVALID_ARGUMENT, IMPORT_CUT_OFF: the upload ended before the file did. Nothing was done.
absl::Status ImportCutOff();

// RESOURCE_EXHAUSTED, IMPORT_TOO_LARGE: `limit` in words, such as "64 MiB".
absl::Status ImportTooLarge(absl::string_view limit);

// RESOURCE_EXHAUSTED, IMPORT_NOT_KEPT: the server has no room for the file while it comes.
absl::Status ImportNotKept();

// INVALID_ARGUMENT, IMPORT_COLUMNS_MISSING: the file lacks a column; `column` and what was
// expected.
absl::Status ImportColumnsMissing(absl::string_view column, absl::string_view expected);

// NOT_FOUND, IMPORT_CONFLICT_NOT_FOUND.
absl::Status ImportConflictNotFound(absl::string_view programme, absl::string_view conflict);

// FAILED_PRECONDITION, IMPORT_CONFLICT_RESOLVED: it has been decided before.
absl::Status ImportConflictResolved(absl::string_view name);

// FAILED_PRECONDITION, IMPORT_CONFLICT_OUTDATED: what was known has changed since.
absl::Status ImportConflictOutdated(absl::string_view name);

// FAILED_PRECONDITION, IMPORT_CLOSES_TOO_MANY: the file would close `lost_sites` of the
// programme's `open_sites`, both in the metadata. Nothing was done.
absl::Status ImportClosesTooMany(absl::string_view programme, int lost_sites, int open_sites);

}  // namespace pcsp::registry
