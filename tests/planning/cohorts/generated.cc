#include "tests/planning/cohorts/generated.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "services/planning/domain/cohorts/search/chance.h"

namespace pcsp::planning {
namespace {

constexpr int kSeats[] = {20, 16, 16};
constexpr double kFixed[] = {520, 420, 300};
constexpr int kTrainers = 2;

class Generator {
 public:
  Generator(const GeneratedSize& size, uint64_t seed) : size_(size), chance_(seed) {
    problem_.fortnights = size.fortnights;
    problem_.courses = {{"core"}, {"follow-up", 0}};
    if (size.refreshers) problem_.courses.push_back({"refresher"});
    problem_.km_rate = .9;
    problem_.late_rate = 12;
    problem_.unmet_cost = 2000;
  }

  CohortProblem Make() {
    for (int r = 0; r < size_.regions; ++r) {
      const int share = size_.practices / size_.regions;
      AddRegion(r, share + (r < size_.practices % size_.regions ? 1 : 0));
    }
    const int venues = static_cast<int>(problem_.venues.size());
    for (CohortPractice& practice : problem_.practices) {
      std::vector<double> km(venues, -1);
      std::ranges::copy(practice.km, km.begin() + practice.region * size_.venues);
      practice.km = std::move(km);
    }
    return std::move(problem_);
  }

 private:
  struct Place {
    double x, y;
  };

  // Anywhere in a county 80 km wide.
  Place AnyPlace() { return {chance_.Real(0, 80), chance_.Real(0, 80)}; }

  void AddRegion(int r, int practices) {
    std::vector<Place> venues;
    for (int v = 0; v < size_.venues; ++v) {
      problem_.venues.push_back({absl::StrCat("v", r, "-", v), r});
      venues.push_back(AnyPlace());
    }
    int people[3] = {};
    for (int p = 0; p < practices; ++p) AddPractice(r, p, venues, people);
    AddSessions(r);
    AddTrainers(r, people);
  }

  void AddPractice(int r, int p, const std::vector<Place>& venues, int* people) {
    CohortPractice practice;
    practice.id = absl::StrCat("p", r, "-", p);
    practice.region = r;
    const Place home = AnyPlace();
    for (const Place& venue : venues) {
      practice.km.push_back(std::round(2 * std::hypot(home.x - venue.x, home.y - venue.y)) / 2);
    }
    const int core = chance_.Between(3, 8), follow = std::max(1, core - chance_.Between(1, 4));
    practice.needs = {{.course = 0, .roles = {{"team", core}}},
                      {.course = 1, .roles = {{"team", follow}}}};
    people[0] += core;
    people[1] += follow;
    if (size_.refreshers && chance_.Real() < .4) {
      const int from = chance_.Below(size_.fortnights / 2), many = chance_.Between(1, 3);
      practice.needs.push_back(
          {.course = 2, .roles = {{"team", many}}, .from = from, .until = from + 8});
      people[2] += many;
    }
    practice.backfill = chance_.Between(1, 3);
    practice.priority = std::round(chance_.Real(.3, 1.5) * 100) / 100;
    for (int t = 0; t < size_.fortnights; ++t) {
      if (chance_.Real() < .08) practice.blocked.push_back(t);
    }
    problem_.practices.push_back(std::move(practice));
  }

  void AddSessions(int r) {
    for (size_t c = 0; c < problem_.courses.size(); ++c) {
      for (int v = 0; v < size_.venues; ++v) {
        for (int t = 0; t < size_.fortnights; ++t) {
          problem_.sessions.push_back({.id = absl::StrCat("s", r, "-", c, "-", v, "-", t),
                                       .course = static_cast<int>(c),
                                       .venue = r * size_.venues + v,
                                       .fortnight = t,
                                       .seats = kSeats[c],
                                       .fixed_cost = kFixed[c],
                                       .trainers = kTrainers});
        }
      }
    }
  }

  void AddTrainers(int r, const int* people) {
    double sessions = 0;
    for (int c = 0; c < 3; ++c) sessions += 1.0 * people[c] / kSeats[c];
    const double mean = sessions * kTrainers / (size_.fortnights / 1.5) * size_.trainers;
    Region region = {absl::StrCat("r", r), {}};
    for (int t = 0; t < size_.fortnights; ++t) {
      const double wanted = std::max(2.0, mean + chance_.Real(-1.5, 1.5));
      region.trainers.push_back(static_cast<int>(std::lround(wanted)));
    }
    problem_.regions.push_back(std::move(region));
  }

  const GeneratedSize size_;
  Chance chance_;
  CohortProblem problem_;
};

}  // namespace

CohortProblem GenerateCohorts(const GeneratedSize& size, uint64_t seed) {
  return Generator(size, seed).Make();
}

}  // namespace pcsp::planning
