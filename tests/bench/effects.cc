// What solutions did, in a national programme: sums, estimates, and recommendations for every site.
// One figure a line: name, value, unit. Times are of the processor.
#include <time.h>

#include <algorithm>
#include <functional>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/planning/domain/solution/recommend.h"

namespace pcsp::planning {
namespace {

constexpr int kSites = 7000;
constexpr int kSolutions = 200;
constexpr int kIssues = 38;
constexpr int kRounds = 5;
constexpr int kFindings = 8;  // of a site in a round

// Milliseconds of processor time of this thread: other processes do not count.
double Now() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

double Ms(double since) { return Now() - since; }

void Print(absl::string_view name, double value, absl::string_view unit) {
  std::cout << name << "\t" << value << "\t" << unit << "\n";
}

std::string Issue(size_t i) { return absl::StrCat("issue-", i); }

// Each answers two to four issues, which makes fifteen solutions an issue.
Catalogue MakeCatalogue(std::mt19937_64& random) {
  std::vector<Solution> solutions;
  for (int s = 0; s < kSolutions; ++s) {
    Solution solution;
    solution.id = absl::StrCat("solution-", s);
    solution.title = absl::StrCat("Solution ", s);
    solution.hours = 2 + static_cast<double>(random() % 40);
    solution.effect = 1 + static_cast<double>(random() % 4);
    for (size_t k = 0; k < 2 + random() % 3; ++k) {
      solution.answers.push_back(Issue((random() + k) % kIssues));
    }
    solutions.push_back(solution);
  }
  return {"bench@1", std::move(solutions)};
}

struct Programme {
  explicit Programme(uint64_t seed) : random(seed), catalogue(MakeCatalogue(random)) {
    for (int i = 0; i < kSites; ++i) {
      SiteContext context;
      context.list_size = 2000 + static_cast<double>(random() % 20000);
      context.deprivation = static_cast<double>(random() % 60);
      context.rurality = static_cast<double>(random() % 2);
      context.staffing_per_1000 = 2 + static_cast<double>(random() % 300) / 100;
      sites.push_back(context);
    }
  }

  Outcome Draw(int site, int round, size_t issue) {
    std::normal_distribution<double> normal;
    Outcome outcome;
    outcome.site = absl::StrCat("site-", site);
    outcome.round = absl::StrCat("round-", round);
    outcome.issue = Issue(issue);
    outcome.pre = std::clamp(45 + 8 * normal(random), 0.0, 100.0);
    outcome.post = std::clamp(outcome.pre + 8 * normal(random), 0.0, 100.0);
    outcome.post_n = 5 + static_cast<int>(random() % 15);
    outcome.context = sites[static_cast<size_t>(site)];
    outcome.flagged = true;
    if (random() % 2 == 0) return outcome;
    const auto& all = catalogue.solutions();
    for (size_t tries = 0; tries < 400 && outcome.adopted.size() < 1 + random() % 2; ++tries) {
      const Solution& solution = all[random() % all.size()];
      const bool twice = !outcome.adopted.empty() && outcome.adopted[0].solution == solution.id;
      if (!twice && Answers(solution, outcome.issue)) outcome.adopted.push_back({solution.id});
    }
    return outcome;
  }

  RecommendationQuestion Question(size_t site, const Effects& effects, const StoryBook& stories) {
    RecommendationQuestion question;
    for (size_t k = 0; k < kFindings; ++k) {
      Finding finding;
      finding.issue = Issue((site + 5 * k) % kIssues);
      finding.probability = 0.3 + static_cast<double>(k) / 20;
      finding.severity = 50;
      finding.importance = 0.5;
      question.findings.push_back(finding);
    }
    question.most = 10;
    SiteFacts listener;
    listener.id = absl::StrCat("site-", site);
    listener.whole_system = absl::StrCat("system-", std::hash<std::string>()(listener.id) % 42);
    listener.context = sites[site];
    question.evidence = SiteEvidence{&effects, sites[site], {}, site, &stories, listener};
    return question;
  }

  std::mt19937_64 random;
  Catalogue catalogue;
  std::vector<SiteContext> sites;
};

// What is replayed, as stories; sites in one of 42 systems.
std::vector<SiteOutcome> AsTold(std::vector<Outcome> outcomes) {
  std::vector<SiteOutcome> told;
  for (Outcome& outcome : outcomes) {
    SiteOutcome& one = told.emplace_back();
    one.whole_system = absl::StrCat("system-", std::hash<std::string>()(outcome.site) % 42);
    one.outcome = std::move(outcome);
  }
  return told;
}

std::vector<Outcome> DrawAll(Programme& programme) {
  std::vector<Outcome> outcomes;
  for (int round = 0; round < kRounds; ++round) {
    for (int site = 0; site < kSites; ++site) {
      for (size_t k = 0; k < kFindings / 2; ++k) {
        outcomes.push_back(
            programme.Draw(site, round, (static_cast<size_t>(site) + 5 * k) % kIssues));
      }
    }
  }
  return outcomes;
}

OutcomeSums Replay(const std::vector<Outcome>& outcomes) {
  OutcomeSums sums;
  const auto start = Now();
  for (const Outcome& outcome : outcomes) sums.Add(outcome);
  Print("outcomes", static_cast<double>(outcomes.size()), "");
  Print("replay, each outcome", 1000 * Ms(start) / static_cast<double>(outcomes.size()), "us");
  return sums;
}

void Estimate(const OutcomeSums& sums, const ContextScale& scale, const PriorMeans& means) {
  std::vector<double> times;
  size_t patterns = 0;
  for (const auto& [issue, state] : sums.issues()) {
    const auto start = Now();
    const IssueEffects effects(state, scale, means);
    times.push_back(Ms(start));
    patterns = std::max(patterns, state.cells().size());
  }
  std::sort(times.begin(), times.end());
  Print("most patterns of an issue", static_cast<double>(patterns), "");
  Print("estimate an issue, median", times[times.size() / 2], "ms");
  Print("estimate an issue, slowest", times.back(), "ms");
}

void Recommendations(Programme& programme, const Effects& effects, const StoryBook& stories) {
  std::vector<double> times;
  const auto all = Now();
  for (size_t site = 0; site < programme.sites.size(); ++site) {
    const auto start = Now();
    const auto found = Recommend(programme.catalogue, programme.Question(site, effects, stories));
    times.push_back(Ms(start));
    if (found.overall.empty() || found.overall[0].stories.empty()) {
      std::cerr << "nothing to recommend, or to tell\n";
    }
  }
  const double total = Ms(all);
  std::sort(times.begin(), times.end());
  Print("recommend for a site, median", times[times.size() / 2], "ms");
  Print("recommend for a site, 99 %", times[times.size() * 99 / 100], "ms");
  Print("recommend for all sites", total / 1000, "s");
}

void Run() {
  Programme programme(1);
  std::vector<Outcome> outcomes = DrawAll(programme);
  const OutcomeSums sums = Replay(outcomes);
  const ContextScale scale = ScaleOf(programme.sites);
  const PriorMeans means = PriorMeansOf(programme.catalogue);
  Estimate(sums, scale, means);
  const auto start = Now();
  const Effects effects(sums, scale, means);
  Print("estimate the programme", Ms(start) / 1000, "s");
  const std::vector<SiteOutcome> told = AsTold(std::move(outcomes));
  const auto begun = Now();
  const StoryBook stories(told);
  Print("stories of the programme", Ms(begun) / 1000, "s");
  Recommendations(programme, effects, stories);
}

}  // namespace
}  // namespace pcsp::planning

int main() { pcsp::planning::Run(); }
