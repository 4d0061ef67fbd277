#include "services/registry/store/milestone_queries.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/registry/store/milestone_rows.h"
#include "services/registry/store/organisation_sql.h"
#include "services/registry/store/select.h"

namespace pcsp::registry {
namespace {

std::string S(absl::string_view text) { return std::string(text); }

// Words of ours, so that they can stand in the statement.
std::string StatesList(const std::vector<MilestoneState>& states) {
  return absl::StrJoin(states, ", ", [](std::string* out, MilestoneState state) {
    absl::StrAppend(out, "'", Word(state), "'");
  });
}

// The digit stands for a SiteEventKind. It follows the day, so that the largest text is the latest
// event; of several on one day that with the largest digit. An open start is no event.
constexpr char kLastEvents[] =
    "select organisation, max(event) from ("
    "select organisation, max(effective_date) || '3' as event from site_context "
    "where programme = :programme and effective_date <= :day group by organisation "
    "union all "
    "select subject, max(case when end_date <= :day then end_date else start_date end) || '2' "
    "from relationship where programme = :programme and start_date <= :day group by subject "
    "union all "
    "select object, max(case when end_date <= :day then end_date else start_date end) || '2' "
    "from relationship where programme = :programme and start_date <= :day group by object "
    "union all "
    "select organisation, max(case when end_date <= :day then end_date else start_date end) || '4' "
    "from appointment where programme = :programme and start_date <= :day group by organisation"
    ") heard group by organisation";

}  // namespace

std::optional<Milestone> FindMilestone(soci::session& session, absl::string_view programme,
                                       absl::string_view organisation, absl::string_view id) {
  std::vector<Milestone> found = SelectAs<Milestone>(
      session, "where programme = :programme and organisation = :organisation and id = :id",
      {{"programme", S(programme)}, {"organisation", S(organisation)}, {"id", S(id)}});
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Milestone> SelectMilestones(soci::session& session, const MilestoneQuery& query) {
  std::string rest =
      "where programme = :programme and "
      "(organisation, event_date, id) > (:after, :after_date, :after_id)";
  Parameters parameters = {{"programme", query.programme},
                           {"after", query.after_organisation},
                           {"after_date", DayText(query.after_date)},
                           {"after_id", query.after_id}};
  if (!query.organisation.empty()) {
    rest += " and organisation = :organisation";
    parameters.emplace_back("organisation", query.organisation);
  }
  if (!query.states.empty())
    absl::StrAppend(&rest, " and state in (", StatesList(query.states), ")");
  if (query.dates != Period{}) {
    rest += " and event_date >= :first and event_date <= :last";
    parameters.emplace_back("first", DayText(query.dates.first));
    parameters.emplace_back("last", DayText(query.dates.last));
  }
  if (!query.show_retracted) rest += " and retract_time = 0";
  absl::StrAppend(&rest, " order by organisation, event_date, id", Limit(query.limit));
  return SelectAs<Milestone>(session, rest, parameters);
}

std::vector<SiteJourney> SelectJourneys(soci::session& session, const JourneyQuery& query) {
  std::string sql =
      "select o.id, o.display_name, o.status, o.open_date, o.close_date, coalesce(j.steps, '') "
      "from organisation o left join site_journey j "
      "on j.programme = o.programme and j.organisation = o.id "
      "where o.programme = :programme and o.kind = 'practice' and o.delete_time = 0";
  Parameters parameters = {{"programme", query.programme}};
  if (!query.within.empty()) {
    absl::StrAppend(&sql, " and o.id in (", BelongingTo(":within"), ")");
    parameters.emplace_back("within", query.within);
    parameters.emplace_back("day", DayText(query.day));
  }
  sql += " order by o.id";
  std::vector<SiteJourney> journeys;
  Organisation practice;
  practice.kind = OrganisationKind::kPractice;
  ForEachRow(session, sql, 6, parameters, [&](Cells& cells) {
    practice.status = OrganisationStatusOf(cells[2]);
    practice.life = {DayFromText(cells[3]), DayFromText(cells[4])};
    journeys.push_back({std::move(cells[0]), std::move(cells[1]), IsSiteOn(practice, query.day),
                        JourneyFromText(cells[5])});
  });
  return journeys;
}

std::map<std::string, Journey> SelectJourneysBetween(soci::session& session,
                                                     absl::string_view programme,
                                                     absl::string_view first,
                                                     absl::string_view last) {
  std::map<std::string, Journey> journeys;
  for (Cells& cells :
       Select(session,
              "select organisation, steps from site_journey where programme = :programme and "
              "organisation >= :first and organisation <= :last",
              2, {{"programme", S(programme)}, {"first", S(first)}, {"last", S(last)}})) {
    journeys.emplace(std::move(cells[0]), JourneyFromText(cells[1]));
  }
  return journeys;
}

std::map<std::string, SiteEvent> SelectLastEvents(soci::session& session,
                                                  absl::string_view programme, Date day) {
  std::map<std::string, SiteEvent> events;
  for (Cells& cells :
       Select(session, kLastEvents, 2, {{"programme", S(programme)}, {"day", DayText(day)}})) {
    const SiteEvent event = {static_cast<SiteEventKind>(cells[1].back() - '0'),
                             DayFromText(cells[1])};
    if (event.date != kSinceAlways) events.emplace(std::move(cells[0]), event);
  }
  return events;
}

}  // namespace pcsp::registry
