// What can be read of the registry within one transaction, all of it at one moment.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/storage/request_log.h"
#include "services/registry/domain/ancestry.h"
#include "services/registry/domain/conflicts/conflict.h"
#include "services/registry/domain/find/organisation_filter.h"
#include "services/registry/domain/find/organisation_order.h"
#include "services/registry/domain/graph/graph.h"
#include "services/registry/domain/graph/reorganisation.h"
#include "services/registry/domain/imports/known.h"
#include "services/registry/domain/journey/silence.h"
#include "services/registry/domain/journey/steps.h"
#include "services/registry/domain/milestone.h"
#include "services/registry/domain/organisation.h"
#include "services/registry/domain/people/appointment.h"
#include "services/registry/domain/people/person.h"
#include "services/registry/domain/period.h"
#include "services/registry/domain/programme.h"
#include "services/registry/domain/relationship.h"
#include "services/registry/domain/site_context.h"

namespace pcsp::registry {

// Lists are in the order of their ids, compared by bytes, unless said otherwise, and go on after
// an id.
struct OrganisationQuery {
  std::string programme;
  OrganisationKind kind = OrganisationKind::kUnspecified;  // unspecified: all
  std::string within;        // only what belongs to this id on `day`; empty: all
  bool with_within = false;  // `within` itself too
  Date day;                  // for `within` and `show_closed`
  bool show_closed = false;  // those that are closed on `day` too
  bool show_deleted = false;
  OrganisationFilter filter;  // `day` is that of its within(), too
  OrganisationOrder order;
  std::string after_key;  // OrderKeyOf() what has the id `after`
  std::string after;
  int limit = 0;
};

struct RelationshipQuery {
  std::string programme;
  RelationshipKind kind = RelationshipKind::kUnspecified;  // unspecified: all
  std::string subject;                                     // empty: any
  std::string organisation;                                // as subject or object; empty: any
  std::optional<Date> day;                                 // only those that hold on it
  std::string after;
  int limit = 0;  // 0: all
};

struct SiteContextQuery {
  std::string programme;
  std::string organisation;  // empty: all
  std::optional<Date> day;   // only the one of each organisation that holds on it
  std::string after_organisation;
  Date after_date = kSinceAlways;
  int limit = 0;
};

// Milestones are listed by organisation, day and id.
struct MilestoneQuery {
  std::string programme;
  std::string organisation;            // empty: all
  std::vector<MilestoneState> states;  // empty: all
  Period dates;                        // only events within it
  bool show_retracted = false;
  std::string after_organisation;
  Date after_date = kSinceAlways;
  std::string after_id;
  int limit = 0;  // 0: all
};

struct JourneyQuery {
  std::string programme;
  std::string within;  // only this id and what belongs to it on `day`; empty: all
  Date day;
};

struct PersonQuery {
  std::string programme;
  std::string email;         // as tidied; empty: any
  std::string external_key;  // likewise
  bool show_erased = false;  // those who have been erased too
  std::string after;
  int limit = 0;
};

struct AppointmentQuery {
  std::string programme;
  std::string person;              // empty: anybody
  std::string organisation;        // empty: any
  Role role = Role::kUnspecified;  // unspecified: all
  // Only those that hold on some day from `from` to `until`, within the life of the organisation.
  std::optional<Date> from;
  std::optional<Date> until;
  std::string skill;         // a resource id; empty: any
  std::string solved_issue;  // a resource id; empty: any
  std::string within;        // only at this organisation or what belongs to it on `day`; empty: all
  Date day;                  // for `within`
  std::string after;
  int limit = 0;  // 0: all
  // Only of these people, and of those whose appointments these are; both empty: anybody's.
  std::vector<std::string> people, of_appointments;
};

// People who work in one staff group of a practice or of its teams, each once.
struct AppointedCount {
  std::string practice;
  StaffGroup group = StaffGroup::kUnspecified;
  int people = 0;
  int staff = 0;  // of these, who are appointed as staff
};

// Stands for a person where a reply may tell of any number of them.
inline constexpr absl::string_view kManyPeople = "-";

struct ImportConflictQuery {
  std::string programme;
  ConflictState state = ConflictState::kUnspecified;  // unspecified: all
  std::string organisation;                           // empty: all
  std::string after;
  int limit = 0;       // 0: all
  std::string person;  // whom they are about; empty: all
};

// Members may throw what SOCI throws: they are only ever called within Store::Read() and Write().
class Reader {
 public:
  virtual ~Reader() = default;

  // PROGRAMME_NOT_FOUND, ORGANISATION_NOT_FOUND, RELATIONSHIP_NOT_FOUND, MILESTONE_NOT_FOUND,
  // PERSON_NOT_FOUND, APPOINTMENT_NOT_FOUND, IMPORT_CONFLICT_NOT_FOUND.
  virtual absl::StatusOr<Programme> GetProgramme(absl::string_view id) = 0;
  virtual absl::StatusOr<Organisation> GetOrganisation(absl::string_view programme,
                                                       absl::string_view id) = 0;
  virtual absl::StatusOr<Relationship> GetRelationship(absl::string_view programme,
                                                       absl::string_view id) = 0;
  virtual absl::StatusOr<Milestone> GetMilestone(absl::string_view programme,
                                                 absl::string_view organisation,
                                                 absl::string_view id) = 0;
  virtual absl::StatusOr<Person> GetPerson(absl::string_view programme, absl::string_view id) = 0;
  virtual absl::StatusOr<Appointment> GetAppointment(absl::string_view programme,
                                                     absl::string_view id) = 0;
  virtual absl::StatusOr<ImportConflict> GetImportConflict(absl::string_view programme,
                                                           absl::string_view id) = 0;
  virtual std::optional<SiteContext> FindSiteContext(absl::string_view programme,
                                                     absl::string_view organisation, Date day) = 0;
  // Id of the organisation with this code.
  virtual std::optional<std::string> FindCode(absl::string_view programme,
                                              absl::string_view code_system,
                                              absl::string_view code) = 0;

  // Those of `ids` that exist, deleted ones too, in any order.
  virtual std::vector<Organisation> FindOrganisations(absl::string_view programme,
                                                      const std::vector<std::string>& ids) = 0;

  virtual std::vector<Programme> ListProgrammes(absl::string_view after, int limit) = 0;
  virtual std::vector<Organisation> ListOrganisations(const OrganisationQuery& query) = 0;
  virtual std::vector<Relationship> ListRelationships(const RelationshipQuery& query) = 0;
  virtual std::vector<SiteContext> ListSiteContexts(const SiteContextQuery& query) = 0;
  virtual std::vector<Milestone> ListMilestones(const MilestoneQuery& query) = 0;

  // Every practice, in business on the day or not, with the way that it has gone; by id.
  virtual std::vector<SiteJourney> ListJourneys(const JourneyQuery& query) = 0;
  // The same of the organisations from id `first` to id `last`; those without milestones are
  // absent.
  virtual std::map<std::string, Journey> JourneysBetween(absl::string_view programme,
                                                         absl::string_view first,
                                                         absl::string_view last) = 0;
  // What was last heard of each organisation by `day`, milestones left out: relationships, as
  // subject or object, and contexts. Organisations never heard of are absent.
  virtual std::map<std::string, SiteEvent> LastEventsOn(absl::string_view programme, Date day) = 0;
  virtual std::vector<Person> ListPeople(const PersonQuery& query) = 0;
  virtual std::vector<Appointment> ListAppointments(const AppointmentQuery& query) = 0;
  // Who works at practices on `day`; by practice and staff group.
  virtual std::vector<AppointedCount> CountAppointed(absl::string_view programme, Date day) = 0;
  // Those whose appointments these are, each once, by id.
  virtual std::vector<Person> ListAppointed(const AppointmentQuery& query) = 0;
  // What is remembered of replies about the person, those about kManyPeople included.
  virtual std::vector<sql::RememberedReply> RepliesAbout(absl::string_view programme,
                                                         absl::string_view person) = 0;
  virtual std::vector<ImportConflict> ListImportConflicts(const ImportConflictQuery& query) = 0;

  // Every relationship that holds on `day` with an object that is not deleted, successions left
  // out.
  virtual std::vector<Bond> BondsOn(absl::string_view programme, Date day) = 0;
  // Headcounts on `day` of the organisations from id `first` to id `last`; those of whom nothing
  // is known are absent.
  virtual std::map<std::string, Headcounts> HeadcountsOn(absl::string_view programme, Date day,
                                                         absl::string_view first,
                                                         absl::string_view last) = 0;
  // All organisations and relationships of the programme, but what is deleted; none if it does not
  // exist.
  virtual Graph LoadGraph(absl::string_view programme) = 0;
  // The same, each in full.
  virtual KnownProgramme Everything(absl::string_view programme) = 0;

  // What an import needs to know to take some rows.
  virtual Known Find(absl::string_view programme, const Wanted& wanted) = 0;
  // The same of all its organisations, unless there are more than `most`: with what is deleted,
  // with all relationships and all conflicts but those about people.
  virtual std::optional<Known> FindAll(absl::string_view programme, int most) = 0;
  // How many sites are open on `day`, see IsSiteOn().
  virtual int CountSitesOn(absl::string_view programme, Date day) = 0;
};

}  // namespace pcsp::registry
