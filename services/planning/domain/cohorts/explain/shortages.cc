#include "services/planning/domain/cohorts/explain/shortages.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/planning/domain/cohorts/bound/master.h"
#include "services/planning/domain/cohorts/explain/session_words.h"

namespace pcsp::planning {
namespace {

using What = CohortShortage::What;

constexpr double kLeastSaving = .5;  // less is not worth a line
constexpr int kManyRounds = 100'000;

class Finder {
 public:
  Finder(const CohortProblem& problem, const std::vector<Relaxation>& regions,
         const std::function<bool()>& stop)
      : problem_(problem), regions_(regions), stop_(stop) {}

  std::vector<CohortShortage> Find(const std::vector<double>& national_prices,
                                   const std::vector<int>& unmet_practices, size_t most) {
    National(national_prices);
    for (size_t r = 0; r < regions_.size(); ++r) {
      if (!regions_[r].optimal) continue;
      Trainers(static_cast<int>(r));
      Seats(static_cast<int>(r));
    }
    for (const int practice : unmet_practices) Backfill(practice);
    const auto dearest = [this] {
      std::ranges::stable_sort(found_, std::greater<>(), &CohortShortage::saving);
    };
    dearest();
    for (size_t i = 0; i < found_.size() && most > 0 && !stop_(); ++i) {
      if (found_[i].what == What::kNational) continue;
      Verify(found_[i]);
      --most;
    }
    std::erase_if(found_, [](const CohortShortage& s) { return s.saving < kLeastSaving; });
    dearest();
    return std::move(found_);
  }

 private:
  // Trainers that a session in the fortnight takes, of a region or, with -1, of all.
  int UnitOf(int region, int fortnight) const {
    int unit = 0;
    for (const CohortSession& s : problem_.sessions) {
      const bool there = region < 0 || problem_.venues[s.venue].region == region;
      if (there && s.fortnight == fortnight) unit = std::gcd(unit, s.trainers);
    }
    return std::max(1, unit);
  }

  void National(const std::vector<double>& prices) {
    for (int t = 0; t < static_cast<int>(prices.size()); ++t) {
      if (prices[t] <= 0) continue;
      const int unit = UnitOf(-1, t);
      found_.push_back({.what = What::kNational,
                        .region = -1,
                        .fortnight = t,
                        .units = unit,
                        .saving = prices[t] * unit});
    }
  }

  void Trainers(int region) {
    for (int t = 0; t < problem_.fortnights; ++t) {
      const double price = regions_[region].trainer_prices[t];
      if (price <= 0) continue;
      const int unit = UnitOf(region, t);
      found_.push_back({.what = What::kTrainers,
                        .region = region,
                        .fortnight = t,
                        .units = unit,
                        .saving = price * unit});
    }
  }

  void Seats(int region) {
    const RegionModel model = MakeRegion(problem_, region);
    std::map<std::pair<int, int>, double> worth;
    for (size_t s = 0; s < model.sessions.size(); ++s) {
      worth[{model.sessions[s].course, model.sessions[s].venue}] +=
          regions_[region].held[s] * regions_[region].seat_prices[s];
    }
    for (const auto& [where, saving] : worth) {
      if (saving <= 0) continue;
      found_.push_back({.what = What::kSeats,
                        .region = region,
                        .course = where.first,
                        .venue = where.second,
                        .saving = saving});
    }
  }

  // No price says what backfill is worth: whoever lacks it may save the cost of one unmet person.
  void Backfill(int practice) {
    const int region = problem_.practices[practice].region;
    if (!regions_[region].optimal) return;
    found_.push_back({.what = What::kBackfill,
                      .region = region,
                      .practice = practice,
                      .saving = problem_.unmet_cost});
  }

  void Verify(CohortShortage& shortage) {
    CohortProblem more = problem_;
    switch (shortage.what) {
      case What::kTrainers:
        more.regions[shortage.region].trainers[shortage.fortnight] += shortage.units;
        break;
      case What::kSeats:
        for (CohortSession& s : more.sessions) {
          if (s.course == shortage.course && s.venue == shortage.venue) s.seats += shortage.units;
        }
        break;
      case What::kBackfill:
        more.practices[shortage.practice].backfill += shortage.units;
        break;
      case What::kNational:
        return;
    }
    const RegionModel model = MakeRegion(more, shortage.region);
    Master master(model, stop_);
    if (!master.Solve(kManyRounds)) return;
    const Relaxation& before = regions_[shortage.region];
    shortage.saving = std::max(0.0, before.bound - master.bound());
    shortage.people = std::max(0.0, before.unmet - master.unmet());
    shortage.verified = true;
  }

  const CohortProblem& problem_;
  const std::vector<Relaxation>& regions_;
  const std::function<bool()>& stop_;
  std::vector<CohortShortage> found_;
};

}  // namespace

std::vector<CohortShortage> FindShortages(const CohortProblem& problem,
                                          const std::vector<Relaxation>& regions,
                                          const std::vector<double>& national_prices,
                                          const std::vector<int>& unmet_practices, size_t most,
                                          const std::function<bool()>& stop) {
  return Finder(problem, regions, stop).Find(national_prices, unmet_practices, most);
}

std::string WordsFor(const CohortProblem& problem, const CohortShortage& shortage) {
  std::string words;
  switch (shortage.what) {
    case What::kTrainers:
      words = absl::StrCat(shortage.units, shortage.units == 1 ? " more trainer" : " more trainers",
                           " of ", RegionTitle(problem, shortage.region), " ",
                           FortnightInWords(problem, shortage.fortnight));
      break;
    case What::kSeats:
      words = absl::StrCat(shortage.units, shortage.units == 1 ? " more seat" : " more seats",
                           " in every session of ", CourseTitle(problem, shortage.course), " at ",
                           VenueTitle(problem, shortage.venue));
      break;
    case What::kBackfill:
      words = absl::StrCat(shortage.units, " more of ", PracticeTitle(problem, shortage.practice),
                           " away at a time");
      break;
    case What::kNational:
      words = absl::StrCat(shortage.units, " more national ",
                           shortage.units == 1 ? "trainer" : "trainers", " ",
                           FortnightInWords(problem, shortage.fortnight));
      break;
  }
  absl::StrAppend(&words, shortage.verified ? ": saves " : ": may save ",
                  absl::StrFormat("%.0f", shortage.saving));
  if (shortage.people >= .05) {
    absl::StrAppend(&words, ", ", absl::StrFormat("%.1f", shortage.people), " more people trained");
  }
  return words;
}

}  // namespace pcsp::planning
