#include "services/registry/store/sql_reader.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/registry/domain/errors.h"
#include "services/registry/domain/names.h"
#include "services/registry/store/import_queries.h"
#include "services/registry/store/milestone_queries.h"
#include "services/registry/store/organisation_sql.h"
#include "services/registry/store/people_queries.h"
#include "services/registry/store/select.h"

namespace pcsp::registry {
namespace {

std::string S(absl::string_view text) { return std::string(text); }

// The first of `rows`, of which there is at most one.
template <typename T>
std::optional<T> Only(std::vector<T> rows) {
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

// The context of each organisation that holds on :day.
constexpr char kHoldsOnDay[] =
    " and effective_date = (select max(effective_date) from site_context c where c.programme = "
    ":programme and c.organisation = site_context.organisation and c.effective_date <= :day)";

}  // namespace

template <typename I>
absl::StatusOr<Programme> BasicSqlReader<I>::GetProgramme(absl::string_view id) {
  auto found = Only(SelectAs<Programme>(session_, "where id = :id", {{"id", S(id)}}));
  if (!found) return ProgrammeNotFound(id);
  return *std::move(found);
}

template <typename I>
absl::StatusOr<Organisation> BasicSqlReader<I>::GetOrganisation(absl::string_view programme,
                                                                absl::string_view id) {
  auto found = Only(SelectAs<Organisation>(session_, "where programme = :programme and id = :id",
                                           {{"programme", S(programme)}, {"id", S(id)}}));
  if (!found) return OrganisationNotFound(programme, id);
  return *std::move(found);
}

template <typename I>
absl::StatusOr<Relationship> BasicSqlReader<I>::GetRelationship(absl::string_view programme,
                                                                absl::string_view id) {
  auto found = Only(SelectAs<Relationship>(session_, "where programme = :programme and id = :id",
                                           {{"programme", S(programme)}, {"id", S(id)}}));
  if (!found) return RelationshipNotFound(programme, id);
  return *std::move(found);
}

template <typename I>
absl::StatusOr<Milestone> BasicSqlReader<I>::GetMilestone(absl::string_view programme,
                                                          absl::string_view organisation,
                                                          absl::string_view id) {
  auto found = FindMilestone(session_, programme, organisation, id);
  if (!found) return MilestoneNotFound(MilestoneName(programme, organisation, id));
  return *std::move(found);
}

template <typename I>
absl::StatusOr<Person> BasicSqlReader<I>::GetPerson(absl::string_view programme,
                                                    absl::string_view id) {
  auto found = Only(SelectAs<Person>(session_, "where programme = :programme and id = :id",
                                     {{"programme", S(programme)}, {"id", S(id)}}));
  if (!found) return PersonNotFound(programme, id);
  return *std::move(found);
}

template <typename I>
absl::StatusOr<Appointment> BasicSqlReader<I>::GetAppointment(absl::string_view programme,
                                                              absl::string_view id) {
  auto found = Only(SelectAs<Appointment>(session_, "where programme = :programme and id = :id",
                                          {{"programme", S(programme)}, {"id", S(id)}}));
  if (!found) return AppointmentNotFound(programme, id);
  return *std::move(found);
}

template <typename I>
std::optional<SiteContext> BasicSqlReader<I>::FindSiteContext(absl::string_view programme,
                                                              absl::string_view organisation,
                                                              Date day) {
  return Only(SelectAs<SiteContext>(
      session_,
      "where programme = :programme and organisation = :organisation and effective_date = :day",
      {{"programme", S(programme)}, {"organisation", S(organisation)}, {"day", DayText(day)}}));
}

template <typename I>
std::optional<std::string> BasicSqlReader<I>::FindCode(absl::string_view programme,
                                                       absl::string_view code_system,
                                                       absl::string_view code) {
  auto found = Only(Select(
      session_,
      "select id from organisation where programme = :programme and code_system = :code_system "
      "and code = :code and code <> ''",
      1, {{"programme", S(programme)}, {"code_system", S(code_system)}, {"code", S(code)}}));
  if (!found) return std::nullopt;
  return found->front();
}

template <typename I>
std::vector<Organisation> BasicSqlReader<I>::FindOrganisations(
    absl::string_view programme, const std::vector<std::string>& ids) {
  // A statement takes time that grows with the square of its parameters.
  constexpr size_t kAtOnce = 100;
  std::vector<Organisation> found;
  for (size_t begin = 0; begin < ids.size(); begin += kAtOnce) {
    Parameters parameters = {{"programme", S(programme)}};
    std::vector<std::string> places;
    for (size_t i = begin; i < std::min(begin + kAtOnce, ids.size()); ++i) {
      parameters.emplace_back(absl::StrCat("id", i - begin), ids[i]);
      places.push_back(absl::StrCat(":id", i - begin));
    }
    std::vector<Organisation> some = SelectAs<Organisation>(
        session_,
        absl::StrCat("where programme = :programme and id in (", absl::StrJoin(places, ", "), ")"),
        parameters);
    std::move(some.begin(), some.end(), std::back_inserter(found));
  }
  return found;
}

template <typename I>
std::vector<Programme> BasicSqlReader<I>::ListProgrammes(absl::string_view after, int limit) {
  return SelectAs<Programme>(session_, absl::StrCat("where id > :after order by id", Limit(limit)),
                             {{"after", S(after)}});
}

template <typename I>
std::vector<Organisation> BasicSqlReader<I>::ListOrganisations(const OrganisationQuery& query) {
  Parameters parameters;
  const std::string rest = ListSql(query, parameters);
  return SelectAs<Organisation>(session_, rest, parameters);
}

template <typename I>
std::vector<Relationship> BasicSqlReader<I>::ListRelationships(const RelationshipQuery& query) {
  std::string rest = "where programme = :programme and id > :after";
  Parameters parameters = {{"programme", query.programme}, {"after", query.after}};
  if (query.kind != RelationshipKind::kUnspecified) {
    rest += " and kind = :kind";
    parameters.emplace_back("kind", Word(query.kind));
  }
  if (!query.subject.empty()) {
    rest += " and subject = :subject";
    parameters.emplace_back("subject", query.subject);
  }
  if (!query.organisation.empty()) {
    rest += " and (subject = :organisation or object = :organisation)";
    parameters.emplace_back("organisation", query.organisation);
  }
  if (query.day) {
    rest += " and start_date <= :day and end_date >= :day";
    parameters.emplace_back("day", DayText(*query.day));
  }
  absl::StrAppend(&rest, " order by id", Limit(query.limit));
  return SelectAs<Relationship>(session_, rest, parameters);
}

template <typename I>
std::vector<SiteContext> BasicSqlReader<I>::ListSiteContexts(const SiteContextQuery& query) {
  std::string rest =
      "where programme = :programme and (organisation > :after or (organisation = :after and "
      "effective_date > :after_date))";
  Parameters parameters = {{"programme", query.programme},
                           {"after", query.after_organisation},
                           {"after_date", DayText(query.after_date)}};
  if (query.organisation.empty()) {
    rest +=
        " and organisation not in (select id from organisation o where o.programme = :programme "
        "and o.delete_time <> 0)";
  } else {
    rest += " and organisation = :organisation";
    parameters.emplace_back("organisation", query.organisation);
  }
  if (query.day) {
    rest += kHoldsOnDay;
    parameters.emplace_back("day", DayText(*query.day));
  }
  absl::StrAppend(&rest, " order by organisation, effective_date", Limit(query.limit));
  return SelectAs<SiteContext>(session_, rest, parameters);
}

template <typename I>
std::vector<Milestone> BasicSqlReader<I>::ListMilestones(const MilestoneQuery& query) {
  return SelectMilestones(session_, query);
}

template <typename I>
std::vector<SiteJourney> BasicSqlReader<I>::ListJourneys(const JourneyQuery& query) {
  return SelectJourneys(session_, query);
}

template <typename I>
std::map<std::string, Journey> BasicSqlReader<I>::JourneysBetween(absl::string_view programme,
                                                                  absl::string_view first,
                                                                  absl::string_view last) {
  return SelectJourneysBetween(session_, programme, first, last);
}

template <typename I>
std::map<std::string, SiteEvent> BasicSqlReader<I>::LastEventsOn(absl::string_view programme,
                                                                 Date day) {
  return SelectLastEvents(session_, programme, day);
}

template <typename I>
std::vector<Person> BasicSqlReader<I>::ListPeople(const PersonQuery& query) {
  return SelectPeople(session_, query);
}

template <typename I>
std::vector<Appointment> BasicSqlReader<I>::ListAppointments(const AppointmentQuery& query) {
  return SelectAppointments(session_, query);
}

template <typename I>
std::vector<AppointedCount> BasicSqlReader<I>::CountAppointed(absl::string_view programme,
                                                              Date day) {
  return SelectAppointedCounts(session_, S(programme), day);
}

template <typename I>
std::vector<Person> BasicSqlReader<I>::ListAppointed(const AppointmentQuery& query) {
  return SelectAppointed(session_, query);
}

template <typename I>
std::vector<sql::RememberedReply> BasicSqlReader<I>::RepliesAbout(absl::string_view programme,
                                                                  absl::string_view person) {
  std::vector<sql::RememberedReply> replies =
      sql::RepliesAbout(session_, PersonName(programme, person));
  for (sql::RememberedReply& reply :
       sql::RepliesAbout(session_, PersonName(programme, kManyPeople))) {
    replies.push_back(std::move(reply));
  }
  return replies;
}

template <typename I>
std::vector<Bond> BasicSqlReader<I>::BondsOn(absl::string_view programme, Date day) {
  std::vector<Bond> bonds;
  for (Cells& cells :
       Select(session_,
              "select r.subject, r.object, o.kind from relationship r join organisation o "
              "on o.programme = r.programme and o.id = r.object where r.programme = :programme "
              "and r.kind <> 'succeeded_by' and r.start_date <= :day and r.end_date >= :day "
              "and o.delete_time = 0",
              3, {{"programme", S(programme)}, {"day", DayText(day)}})) {
    bonds.push_back({std::move(cells[0]), std::move(cells[1]), OrganisationKindOf(cells[2])});
  }
  return bonds;
}

template <typename I>
std::map<std::string, Headcounts> BasicSqlReader<I>::HeadcountsOn(absl::string_view programme,
                                                                  Date day, absl::string_view first,
                                                                  absl::string_view last) {
  std::map<std::string, Headcounts> headcounts;
  for (SiteContext& context : SelectAs<SiteContext>(
           session_,
           absl::StrCat("where programme = :programme and organisation >= :first and "
                        "organisation <= :last",
                        kHoldsOnDay),
           {{"programme", S(programme)},
            {"first", S(first)},
            {"last", S(last)},
            {"day", DayText(day)}})) {
    headcounts[context.organisation] = std::move(context.headcounts);
  }
  return headcounts;
}

template <typename I>
Graph BasicSqlReader<I>::LoadGraph(absl::string_view programme) {
  const Parameters parameters = {{"programme", S(programme)}};
  std::vector<GraphOrganisation> organisations;
  ForEachRow(session_,
             "select id, kind, code, display_name, postcode, open_date, close_date, status "
             "from organisation where programme = :programme and delete_time = 0",
             8, parameters, [&](Cells& cells) {
               organisations.push_back({std::move(cells[0]),
                                        OrganisationKindOf(cells[1]),
                                        std::move(cells[2]),
                                        std::move(cells[3]),
                                        std::move(cells[4]),
                                        {DayFromText(cells[5]), DayFromText(cells[6])},
                                        OrganisationStatusOf(cells[7])});
             });
  std::vector<GraphRelationship> relationships;
  ForEachRow(session_,
             "select subject, object, kind, start_date, end_date from relationship "
             "where programme = :programme",
             5, parameters, [&](Cells& cells) {
               relationships.push_back({std::move(cells[0]),
                                        std::move(cells[1]),
                                        RelationshipKindOf(cells[2]),
                                        {DayFromText(cells[3]), DayFromText(cells[4])}});
             });
  return Graph(std::move(organisations), relationships);
}

template <typename I>
KnownProgramme BasicSqlReader<I>::Everything(absl::string_view programme) {
  const Parameters parameters = {{"programme", S(programme)}};
  constexpr absl::string_view kAll = "where programme = :programme";
  return {S(programme), SelectAs<Organisation>(session_, kAll, parameters),
          SelectAs<Relationship>(session_, kAll, parameters)};
}

template <typename I>
Known BasicSqlReader<I>::Find(absl::string_view programme, const Wanted& wanted) {
  return FindKnown(session_, programme, wanted);
}

template <typename I>
std::optional<Known> BasicSqlReader<I>::FindAll(absl::string_view programme, int most) {
  return FindAllKnown(session_, programme, most);
}

template <typename I>
int BasicSqlReader<I>::CountSitesOn(absl::string_view programme, Date day) {
  return pcsp::registry::CountSitesOn(session_, programme, day);
}

template <typename I>
absl::StatusOr<ImportConflict> BasicSqlReader<I>::GetImportConflict(absl::string_view programme,
                                                                    absl::string_view id) {
  auto found = Only(SelectAs<ImportConflict>(session_, "where programme = :programme and id = :id",
                                             {{"programme", S(programme)}, {"id", S(id)}}));
  if (!found) return ImportConflictNotFound(programme, id);
  return *std::move(found);
}

template <typename I>
std::vector<ImportConflict> BasicSqlReader<I>::ListImportConflicts(
    const ImportConflictQuery& query) {
  std::string rest = "where programme = :programme and id > :after";
  Parameters parameters = {{"programme", query.programme}, {"after", query.after}};
  if (query.state != ConflictState::kUnspecified) {
    rest += " and state = :state";
    parameters.emplace_back("state", Word(query.state));
  }
  if (!query.organisation.empty()) {
    rest += " and organisation = :organisation";
    parameters.emplace_back("organisation", query.organisation);
  }
  if (!query.person.empty()) {
    rest += " and person = :person and person <> ''";
    parameters.emplace_back("person", query.person);
  }
  absl::StrAppend(&rest, " order by id", Limit(query.limit));
  return SelectAs<ImportConflict>(session_, rest, parameters);
}

template class BasicSqlReader<Reader>;
template class BasicSqlReader<Writer>;

}  // namespace pcsp::registry
