// Reading the registry's tables in an open transaction.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "services/registry/store/reader.h"
#include "services/registry/store/writer.h"
#include "soci/session.h"

namespace pcsp::registry {

// As Reader and for a Writer to stand on; lives as long as the transaction at most.
template <typename Interface>
class BasicSqlReader : public Interface {
 public:
  explicit BasicSqlReader(soci::session& session) : session_(session) {}

  absl::StatusOr<Programme> GetProgramme(absl::string_view id) override;
  absl::StatusOr<Organisation> GetOrganisation(absl::string_view programme,
                                               absl::string_view id) override;
  absl::StatusOr<Relationship> GetRelationship(absl::string_view programme,
                                               absl::string_view id) override;
  absl::StatusOr<Milestone> GetMilestone(absl::string_view programme,
                                         absl::string_view organisation,
                                         absl::string_view id) override;
  absl::StatusOr<Person> GetPerson(absl::string_view programme, absl::string_view id) override;
  absl::StatusOr<Appointment> GetAppointment(absl::string_view programme,
                                             absl::string_view id) override;
  absl::StatusOr<ImportConflict> GetImportConflict(absl::string_view programme,
                                                   absl::string_view id) override;
  std::optional<SiteContext> FindSiteContext(absl::string_view programme,
                                             absl::string_view organisation, Date day) override;
  std::optional<std::string> FindCode(absl::string_view programme, absl::string_view code_system,
                                      absl::string_view code) override;
  std::vector<Organisation> FindOrganisations(absl::string_view programme,
                                              const std::vector<std::string>& ids) override;
  std::vector<Programme> ListProgrammes(absl::string_view after, int limit) override;
  std::vector<Organisation> ListOrganisations(const OrganisationQuery& query) override;
  std::vector<Relationship> ListRelationships(const RelationshipQuery& query) override;
  std::vector<SiteContext> ListSiteContexts(const SiteContextQuery& query) override;
  std::vector<Milestone> ListMilestones(const MilestoneQuery& query) override;
  std::vector<SiteJourney> ListJourneys(const JourneyQuery& query) override;
  std::map<std::string, Journey> JourneysBetween(absl::string_view programme,
                                                 absl::string_view first,
                                                 absl::string_view last) override;
  std::map<std::string, SiteEvent> LastEventsOn(absl::string_view programme, Date day) override;
  std::vector<Person> ListPeople(const PersonQuery& query) override;
  std::vector<Appointment> ListAppointments(const AppointmentQuery& query) override;
  std::vector<AppointedCount> CountAppointed(absl::string_view programme, Date day) override;
  std::vector<Person> ListAppointed(const AppointmentQuery& query) override;
  std::vector<sql::RememberedReply> RepliesAbout(absl::string_view programme,
                                                 absl::string_view person) override;
  std::vector<ImportConflict> ListImportConflicts(const ImportConflictQuery& query) override;
  std::vector<Bond> BondsOn(absl::string_view programme, Date day) override;
  std::map<std::string, Headcounts> HeadcountsOn(absl::string_view programme, Date day,
                                                 absl::string_view first,
                                                 absl::string_view last) override;
  Graph LoadGraph(absl::string_view programme) override;
  KnownProgramme Everything(absl::string_view programme) override;
  Known Find(absl::string_view programme, const Wanted& wanted) override;
  std::optional<Known> FindAll(absl::string_view programme, int most) override;
  int CountSitesOn(absl::string_view programme, Date day) override;

 protected:
  soci::session& session_;
};

using SqlReader = BasicSqlReader<Reader>;

}  // namespace pcsp::registry
