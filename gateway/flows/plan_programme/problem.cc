#include "gateway/flows/plan_programme/problem.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "gateway/flows/plan_programme/demand.h"
#include "gateway/flows/plan_programme/diary.h"
#include "gateway/flows/plan_programme/notes.h"
#include "gateway/flows/plan_programme/regions.h"
#include "gateway/flows/plan_programme/supply.h"

namespace pcsp::gateway {
namespace {

constexpr double kReachKm = 80, kNearKm = 20, kFarKm = 40;  // one way
constexpr double kKm = .9, kLate = 12, kUnmet = 2000;

absl::Status NothingToPlan(const std::string& programme, const Violations& missing) {
  if (missing.empty()) return absl::OkStatus();
  return MakeError(absl::StatusCode::kFailedPrecondition,
                   "There is nothing to plan: something that it takes is missing.",
                   {.reason = "NOTHING_TO_PLAN",
                    .violations = missing.list(),
                    .resource = ResourceRef{"programme", programme},
                    .precondition = "courses, venues, and practices with people to train"});
}

class Builder {
 public:
  Builder(const PlanFacts& facts, const v1::PlanProgrammeRequest& request)
      : facts_(facts), request_(request), regions_(facts), order_(facts) {}

  absl::StatusOr<PlanProblem> Build() {
    planning::v1::CohortProblem& problem = built_.problem;
    problem.set_fortnights(facts_.fortnights);
    problem.set_start_date(absl::FormatCivilTime(facts_.start));
    SetCosts(*problem.mutable_costs());
    AddCourses(facts_, order_, problem);
    built_.notes = order_.notes();
    AddVenues(facts_, regions_, problem);
    AddPractices();
    RETURN_IF_ERROR(Missing());
    AddRegions();
    AddTrainers(facts_, regions_, problem, built_.notes);
    AddDiary(facts_, request_, problem);
    AddSeries(facts_, request_, problem);
    LimitDays(facts_, problem);
    NoteNotPlanned(problem, built_.notes);
    NoteRefreshers(facts_, built_.notes);
    NoteLeavers(facts_, built_.notes);
    NoteDistances();
    return std::move(built_);
  }

 private:
  void SetCosts(planning::v1::CohortCosts& costs) const {
    const v1::ProgrammePlanCosts& given = request_.costs();
    costs.set_km_rate(given.has_km() ? given.km() : kKm);
    costs.set_late_rate(given.has_late() ? given.late() : kLate);
    costs.set_unmet(given.has_unmet() ? given.unmet() : kUnmet);
  }

  void AddPractices() {
    const Demand demand(facts_, order_, request_);
    std::vector<planning::v1::NotPlanned> not_planned;
    for (const registry::v1::Site& site : facts_.sites) {
      std::optional<planning::v1::CohortPractice> practice = demand.Of(site, not_planned);
      if (!practice) continue;
      practice->set_region(IdOf(regions_.OfSite(site)));
      AddReach(site, *practice);
      *built_.problem.add_practices() = *std::move(practice);
    }
    built_.problem.mutable_not_planned()->Add(not_planned.begin(), not_planned.end());
  }

  absl::Status Missing() const {
    Violations missing;
    if (built_.problem.courses().empty()) {
      missing.Add("courses", "none", "a core day or a follow-up, or courses that are named");
    }
    if (built_.problem.venues().empty()) missing.Add("venues", "none", "a venue");
    if (built_.problem.practices().empty()) {
      missing.Add("practices", "nobody to train",
                  "practices whose headcounts are known and whose people are not all trained");
    }
    RETURN_IF_ERROR(NothingToPlan(request_.parent(), missing));
    return OutOfReach();
  }

  // Every practice that no venue can be reached from, by name.
  absl::Status OutOfReach() const {
    Violations practices;
    for (const auto& practice : built_.problem.practices()) {
      if (!practice.reach().empty()) continue;
      practices.Add("without", absl::StrCat(practice.title(), " (", practice.id(), ")"),
                    absl::StrCat("a venue of its whole system within ", Reach(),
                                 " km, a longer reach_km, or the practice left out: ",
                                 request_.parent(), "/organisations/", practice.id()));
    }
    if (practices.empty()) return absl::OkStatus();
    return MakeError(
        absl::StatusCode::kFailedPrecondition,
        absl::StrCat(practices.list().size(), " practices have no venue that they can reach."),
        {.reason = "NO_VENUE_IN_REACH",
         .violations = practices.list(),
         .resource = ResourceRef{"programme", request_.parent()},
         .precondition = "a venue within reach of every practice that is planned for"});
  }

  // All that have anything in them.
  void AddRegions() {
    std::set<std::string> ids;
    for (const auto& venue : built_.problem.venues()) ids.insert(venue.region());
    for (const auto& practice : built_.problem.practices()) ids.insert(practice.region());
    std::map<std::string, std::string> titles;
    for (const registry::v1::Site& site : facts_.sites) {
      titles[IdOf(site.organisation())] = site.display_name();
    }
    for (const std::string& id : ids) {
      planning::v1::CohortRegion& region = *built_.problem.add_regions();
      region.set_id(id);
      region.set_title(titles[id]);
    }
  }

  void AddReach(const registry::v1::Site& site, planning::v1::CohortPractice& practice) {
    const auto postcode = facts_.postcodes.find(site.organisation());
    const planning::v1::Place* const home =
        postcode == facts_.postcodes.end() ? nullptr : facts_.places.Find(postcode->second);
    if (home == nullptr) ++homeless_;
    for (const planning::v1::Venue& venue : facts_.venues) {
      if (!IsIn(facts_, venue) ||
          regions_.OfOrganisation(venue.region()) != regions_.OfSite(site)) {
        continue;
      }
      const double km = Distance(home, facts_.places.Find(venue.postcode()),
                                 venue.region() == site.steering_group());
      if (km > Reach()) continue;
      planning::v1::CohortReach& reach = *practice.add_reach();
      reach.set_venue(IdOf(venue.name()));
      reach.set_km(2 * km);
    }
  }

  double Reach() const { return request_.reach_km() > 0 ? request_.reach_km() : kReachKm; }

  // One way.
  double Distance(const planning::v1::Place* from, const planning::v1::Place* to,
                  bool same_group) const {
    if (from != nullptr && to != nullptr) return RoadKilometres(*from, *to);
    return std::min(Reach(), same_group ? kNearKm : kFarKm);
  }

  void NoteDistances() {
    int placeless = 0;
    for (const planning::v1::Venue& venue : facts_.venues) {
      if (IsIn(facts_, venue) && facts_.places.Find(venue.postcode()) == nullptr) ++placeless;
    }
    if (homeless_ == 0 && placeless == 0) return;
    built_.notes.push_back(absl::StrCat("The places of ", homeless_, " practices and ", placeless,
                                        " venues are not known: from "
                                        "and to these it is taken to be ",
                                        kNearKm, " km one way within a steering group and ", kFarKm,
                                        " km beyond."));
  }

  const PlanFacts& facts_;
  const v1::PlanProgrammeRequest& request_;
  const PlanRegions regions_;
  const CourseOrder order_;
  PlanProblem built_;
  int homeless_ = 0;
};

}  // namespace

absl::StatusOr<PlanProblem> ProblemOf(const PlanFacts& facts,
                                      const v1::PlanProgrammeRequest& request) {
  return Builder(facts, request).Build();
}

}  // namespace pcsp::gateway
