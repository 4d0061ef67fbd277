#include "tests/diagnosis/example_kb.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace pcsp::diagnosis::testing {
namespace {

Indicator Item(const std::string& id, Level level, std::vector<Link> links) {
  return {.id = id,
          .level = level,
          .title = absl::StrCat("Title of ", id),
          .question = absl::StrCat("What of ", id, "?"),
          .categories = {"1", "2", "3", "4", "5", "nr_role"},
          .healthy = {.02, .06, .14, .43, .30, .05},
          .troubled = {.20, .36, .22, .11, .06, .05},
          .links = std::move(links)};
}

std::vector<double> RandomProfile(std::mt19937_64* random, size_t categories) {
  std::vector<double> profile(categories);
  double sum = 0;
  for (double& share : profile) sum += share = Uniform(random, .05, 1);
  for (double& share : profile) share /= sum;
  return profile;
}

// Puts troubled/healthy in falling order, as the authoring rules ask for.
void MakeMonotone(Indicator* indicator) {
  std::vector<std::pair<double, double>> shares;
  for (size_t k = 0; k < indicator->healthy.size(); ++k) {
    shares.emplace_back(indicator->healthy[k], indicator->troubled[k]);
  }
  std::sort(shares.begin(), shares.end(),
            [](const auto& a, const auto& b) { return a.second * b.first > b.second * a.first; });
  for (size_t k = 0; k < shares.size(); ++k) {
    std::tie(indicator->healthy[k], indicator->troubled[k]) = shares[k];
  }
}

// Up to three different issues of `level` or, with `above_only`, of levels above it.
std::vector<Link> RandomLinks(std::mt19937_64* random, const KnowledgeBase& kb, Level level,
                              bool above_only, int at_least) {
  std::vector<std::string> candidates;
  for (const Issue& issue : kb.issues) {
    if (above_only ? issue.level < level : issue.level <= level) candidates.push_back(issue.id);
  }
  for (size_t i = candidates.size(); i > 1; --i) {
    std::swap(candidates[i - 1], candidates[Below(random, static_cast<int>(i))]);
  }
  const size_t wanted = std::max(at_least, Below(random, 4));
  candidates.resize(std::min(candidates.size(), wanted));
  std::vector<Link> links;
  for (const std::string& id : candidates) links.push_back({id, Uniform(random, .1, .9)});
  return links;
}

void AddIssues(std::mt19937_64* random, const std::array<int, kLevels>& counts, KnowledgeBase* kb) {
  for (int l = 0; l < kLevels; ++l) {
    for (int i = 0; i < counts[l]; ++i) {
      Issue issue{.id = absl::StrCat("issue-", l, "-", i), .level = static_cast<Level>(l)};
      issue.title = issue.id;
      issue.prior = Uniform(random, .02, .6);
      issue.importance = Uniform(random, 0, 1);
      issue.parents = RandomLinks(random, *kb, issue.level, /*above_only=*/true, 0);
      kb->issues.push_back(std::move(issue));
    }
  }
}

void AddIndicators(std::mt19937_64* random, KnowledgeBase* kb) {
  for (int j = 0; j < 12; ++j) {
    Indicator indicator{.id = absl::StrCat("indicator_", j)};
    indicator.level = static_cast<Level>(Below(random, 3));
    indicator.type = Below(random, 2) ? IndicatorType::kItem : IndicatorType::kFact;
    indicator.title = indicator.question = indicator.id;
    const int categories = 2 + Below(random, 5);
    for (int k = 0; k < categories; ++k) indicator.categories.push_back(absl::StrCat(k));
    indicator.healthy = RandomProfile(random, categories);
    indicator.troubled = RandomProfile(random, categories);
    MakeMonotone(&indicator);
    indicator.links = RandomLinks(random, *kb, indicator.level, /*above_only=*/false, 1);
    indicator.leak = Uniform(random, .01, .3);
    indicator.kappa = Uniform(random, 2, 30);
    indicator.eta = Uniform(random, .3, 1);
    indicator.ask_minutes = Uniform(random, .5, 10);
    kb->indicators.push_back(std::move(indicator));
  }
}

// What makes no difference to a diagnosis and must be there.
void GiveGrounds(KnowledgeBase* kb) {
  const auto give = [](std::vector<Link>* links) {
    for (Link& link : *links) {
      link.author = "tests";
      link.rationale = absl::StrCat("Because of ", link.issue, ".");
      link.source = "judgement";
    }
  };
  for (Issue& issue : kb->issues) {
    give(&issue.parents);
    issue.good_looks_like = "It is not there.";
    issue.solutions = {"talk"};
  }
  for (Indicator& indicator : kb->indicators) {
    give(&indicator.links);
    for (Issue& issue : kb->issues) {
      if (issue.level == indicator.level && issue.id == indicator.links[0].issue) {
        issue.settled_by = indicator.id;
      }
    }
  }
}

}  // namespace

double Uniform(std::mt19937_64* random, double low, double high) {
  return low + (high - low) * static_cast<double>((*random)() >> 11) * 0x1p-53;
}

int Below(std::mt19937_64* random, int limit) {
  return static_cast<int>((*random)() % static_cast<uint64_t>(limit));
}

KnowledgeBase SmallKnowledgeBase() {
  KnowledgeBase kb{.id = "small", .version = "1", .author = "tests"};
  kb.issues = {{.id = "sg-training",
                .level = Level::kSteeringGroup,
                .construct = Construct::kCollectiveAction,
                .title = "Only training is commissioned",
                .explanation = "Training without support in practices.",
                .prior = .2},
               {.id = "ca-mentoring",
                .construct = Construct::kCollectiveAction,
                .title = "No mentoring",
                .explanation = "Nobody helps after the course.",
                .prior = .2,
                .importance = .8,
                .parents = {{"sg-training", .5}}},
               {.id = "cp-roles",
                .construct = Construct::kCollectiveAction,
                .title = "Unclear roles",
                .explanation = "Roles are not agreed.",
                .prior = .3,
                .importance = .5}};
  kb.indicators = {Item("sg_support", Level::kSteeringGroup, {{"sg-training", .7}}),
                   Item("pr_mentor", Level::kPractice, {{"ca-mentoring", .7}}),
                   Item("pr_roles", Level::kPractice, {{"cp-roles", .7}, {"ca-mentoring", .3}}),
                   {.id = "fact_visits",
                    .type = IndicatorType::kFact,
                    .title = "Facilitator visits this year",
                    .question = "How often has a facilitator visited?",
                    .ask_minutes = 1,
                    .categories = {"none", "one_or_two", "more"},
                    .healthy = {.1, .3, .6},
                    .troubled = {.7, .2, .1},
                    .links = {{"ca-mentoring", .7}},
                    .kappa = 20,
                    .eta = 1}};
  kb.success_factors = {
      {.id = "pr4", .title = "Roles are clear", .blocked_by = {"cp-roles"}},
      {.id = "pr6", .title = "Staff are supported", .blocked_by = {"ca-mentoring", "cp-roles"}}};
  GiveGrounds(&kb);
  return kb;
}

KnowledgeBase RandomKnowledgeBase(std::mt19937_64* random) {
  const int whole_system = 1 + Below(random, 2), steering_group = 1 + Below(random, 3);
  return RandomKnowledgeBase(random, {whole_system, steering_group, 2 + Below(random, 4)});
}

KnowledgeBase RandomKnowledgeBase(std::mt19937_64* random, const std::array<int, kLevels>& issues) {
  KnowledgeBase kb{.id = "random", .version = "1"};
  AddIssues(random, issues, &kb);
  AddIndicators(random, &kb);
  GiveGrounds(&kb);
  for (int f = 0; f < 3; ++f) {
    SuccessFactor factor{.id = absl::StrCat("factor-", f), .title = "factor"};
    for (const Issue& issue : kb.issues) {
      if (Below(random, 3) == 0) factor.blocked_by.push_back(issue.id);
    }
    if (!factor.blocked_by.empty()) kb.success_factors.push_back(std::move(factor));
  }
  return kb;
}

}  // namespace pcsp::diagnosis::testing
