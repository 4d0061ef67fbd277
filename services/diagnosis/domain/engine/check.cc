#include "services/diagnosis/domain/engine/check.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/diagnosis/domain/engine/clique_tree.h"
#include "services/diagnosis/domain/engine/network.h"

namespace pcsp::diagnosis {
namespace {

constexpr size_t kManyParents = 3;
constexpr size_t kMostParents = 12;          // bounds the tables before cliques are even planned
constexpr double kLeastProfileShare = 1e-6;  // keeps likelihoods of many answers above zero
constexpr double kLeastWithinConstruct = 0.9;

class Checker {
 public:
  explicit Checker(const KnowledgeBase& kb) : kb_(kb) {}

  absl::StatusOr<KnowledgeBaseReport> Run() {
    CheckHeader();
    for (const Issue& issue : kb_.issues) issues_.emplace(issue.id, &issue);
    CheckUnique("issues", kb_.issues);
    CheckUnique("indicators", kb_.indicators);
    CheckUnique("csfs", kb_.success_factors);
    for (const Issue& issue : kb_.issues) CheckIssue(issue);
    for (const Indicator& indicator : kb_.indicators) CheckIndicator(indicator);
    for (const SuccessFactor& factor : kb_.success_factors) CheckSuccessFactor(factor);
    // The structure can only be planned once every link leads somewhere.
    if (violations_.empty()) CheckCost();
    const absl::Status status = violations_.ToStatus("INVALID_KNOWLEDGE_BASE");
    if (!status.ok()) return status;
    WarnOfStyle();
    report_.warnings = warnings_.list();
    return report_;
  }

 private:
  void Require(bool ok, const std::string& field, absl::string_view given,
               absl::string_view expected) {
    if (!ok) violations_.Add(field, given, expected);
  }
  void RequireProbability(double value, const std::string& field) {
    Require(value > 0 && value < 1, field, absl::StrCat(value), "a number above 0 and below 1");
  }
  void RequirePositive(double value, const std::string& field) {
    Require(value > 0 && std::isfinite(value), field, absl::StrCat(value), "a number above 0");
  }

  void CheckHeader() {
    const auto plain = [](const std::string& text) {
      return !text.empty() && text.find_first_of("/@ ") == std::string::npos;
    };
    Require(plain(kb_.id), "id", kb_.id, "a name without spaces, / and @");
    Require(plain(kb_.version), "version", kb_.version, "a version without spaces, / and @");
    Require(!kb_.issues.empty(), "issues", "", "at least one issue");
  }

  template <typename T>
  void CheckUnique(absl::string_view list, const std::vector<T>& all) {
    std::set<std::string> seen;
    for (const T& one : all) {
      Require(!one.id.empty(), absl::StrCat(list, "[].id"), "", "an id");
      Require(seen.insert(one.id).second, absl::StrCat(list, "[", one.id, "].id"), one.id,
              "an id that is used once");
      Require(!one.title.empty(), absl::StrCat(list, "[", one.id, "].title"), "", "a title");
    }
  }

  void CheckIssue(const Issue& issue) {
    const std::string at = absl::StrCat("issues[", issue.id, "].");
    RequireProbability(issue.prior, at + "prior");
    RequirePositive(issue.prior_ess, at + "prior_ess");
    Require(issue.importance >= 0 && issue.importance <= 1, at + "importance",
            absl::StrCat(issue.importance), "0 to 1");
    CheckLinks(issue.parents, at + "parents", "an issue of a level above",
               [&](const Issue& parent) { return parent.level < issue.level; });
  }

  void CheckLinks(const std::vector<Link>& links, const std::string& at, absl::string_view expected,
                  const std::function<bool(const Issue&)>& fits) {
    Require(links.size() <= kMostParents, at, absl::StrCat(links.size()),
            absl::StrCat("at most ", kMostParents, " links"));
    std::set<std::string> seen;
    for (size_t i = 0; i < links.size(); ++i) {
      const std::string field = absl::StrCat(at, "[", i, "]");
      CheckIssueId(links[i].issue, field, expected, fits);
      Require(seen.insert(links[i].issue).second, field, links[i].issue, "an issue named once");
      RequireProbability(links[i].strength, field + ".strength");
      RequirePositive(links[i].ess, field + ".ess");
    }
  }

  void CheckIssueId(const std::string& id, const std::string& field, absl::string_view expected,
                    const std::function<bool(const Issue&)>& fits) {
    const auto found = issues_.find(id);
    if (found == issues_.end()) {
      violations_.Add(field, id, "the id of an issue of this knowledge base");
    } else {
      Require(fits(*found->second), field, id, expected);
    }
  }

  void CheckIndicator(const Indicator& indicator) {
    const std::string at = absl::StrCat("indicators[", indicator.id, "].");
    Require(!indicator.links.empty(), at + "links", "", "at least one issue");
    CheckLinks(indicator.links, at + "links", "an issue of the indicator's level or above",
               [&](const Issue& issue) { return issue.level <= indicator.level; });
    RequireProbability(indicator.leak, at + "leak");
    RequirePositive(indicator.kappa, at + "kappa");
    RequirePositive(indicator.profile_ess, at + "profile_ess");
    RequirePositive(indicator.ask_minutes, at + "ask_minutes");
    Require(indicator.eta > 0 && indicator.eta <= 1, at + "eta", absl::StrCat(indicator.eta),
            "above 0, at most 1");
    if (indicator.type == IndicatorType::kText) CheckNotes(indicator, at);
    Require(indicator.type == IndicatorType::kText || !indicator.question.empty(), at + "question",
            "", "the question that an item or a fact answers");
    CheckProfiles(indicator, at);
  }

  // A silent note must change nothing, and what notes say on one issue is bounded, however many
  // indicators take it in (methods.md 2.6).
  void CheckNotes(const Indicator& indicator, const std::string& at) {
    const bool named =
        indicator.categories == std::vector<std::string>{"affirm", "silent", "contrary"};
    Require(named, at + "categories", "", "affirm, silent, contrary for notes");
    if (named && indicator.healthy.size() == 3 && indicator.troubled.size() == 3) {
      Require(std::abs(indicator.healthy[1] - indicator.troubled[1]) < 1e-12, at + "troubled", "",
              "the same share of silent as in healthy");
    }
    Require(indicator.cap_decibans > 0, at + "cap_decibans", absl::StrCat(indicator.cap_decibans),
            "a number above 0");
    for (const Link& link : indicator.links) {
      const double sum = note_decibans_[link.issue] += indicator.cap_decibans;
      Require(sum <= kMostNoteDecibans + 1e-9, at + "cap_decibans", absl::StrCat(sum),
              absl::StrCat("at most ", kMostNoteDecibans, " for all notes on ", link.issue));
    }
  }

  void CheckProfiles(const Indicator& indicator, const std::string& at) {
    const std::set<std::string> distinct(indicator.categories.begin(), indicator.categories.end());
    Require(distinct.size() >= 2 && distinct.size() == indicator.categories.size(),
            at + "categories", "", "two or more categories, each named once");
    const bool healthy = CheckProfile(indicator.healthy, distinct.size(), at + "healthy");
    const bool troubled = CheckProfile(indicator.troubled, distinct.size(), at + "troubled");
    if (healthy && troubled && distinct.size() == indicator.categories.size()) {
      CheckMonotone(indicator, at);
    }
  }

  bool CheckProfile(const std::vector<double>& profile, size_t categories,
                    const std::string& field) {
    double sum = 0;
    bool ok = profile.size() == categories;
    for (double share : profile) {
      ok = ok && share >= kLeastProfileShare && share < 1;
      sum += share;
    }
    ok = ok && std::abs(sum - 1) <= 1e-6;
    Require(ok, field, absl::StrCat(profile.size(), " values with sum ", sum),
            absl::StrCat(categories, " values above 0 with sum 1, one for each category"));
    return ok;
  }

  // A worse answer must never speak less for the trouble: troubled/healthy moves one way along
  // the scale. The not-relevant kinds stand beside the scale.
  void CheckMonotone(const Indicator& indicator, const std::string& at) {
    bool rises = false, falls = false;
    double before = -1;
    for (size_t k = 0; k < indicator.categories.size(); ++k) {
      if (IsNotRelevant(indicator.categories[k])) continue;
      const double ratio = indicator.troubled[k] / indicator.healthy[k];
      if (before >= 0 && ratio > before * (1 + 1e-9)) rises = true;
      if (before >= 0 && ratio < before * (1 - 1e-9)) falls = true;
      before = ratio;
    }
    Require(!(rises && falls), at + "troubled", "",
            "troubled/healthy that only falls, or only rises, along the categories");
    Require(rises || falls, at + "troubled", "", "a profile that differs from healthy");
  }

  void CheckSuccessFactor(const SuccessFactor& factor) {
    const std::string at = absl::StrCat("csfs[", factor.id, "].blocked_by");
    Require(!factor.blocked_by.empty(), at, "", "at least one issue");
    std::set<std::string> seen;
    for (size_t i = 0; i < factor.blocked_by.size(); ++i) {
      const std::string field = absl::StrCat(at, "[", i, "]");
      CheckIssueId(factor.blocked_by[i], field, "an issue of the success factor's level or above",
                   [&](const Issue& issue) { return issue.level <= factor.level; });
      Require(seen.insert(factor.blocked_by[i]).second, field, factor.blocked_by[i],
              "an issue named once");
    }
  }

  void CheckCost() {
    for (int l = 0; l < kLevels; ++l) {
      NetworkCost network{static_cast<Level>(l)};
      const CliqueTree tree = PlanNetwork(kb_, network.level);
      for (const auto& clique : tree.cliques) {
        network.clique_sizes.push_back(static_cast<int>(clique.variables.size()));
      }
      std::sort(network.clique_sizes.rbegin(), network.clique_sizes.rend());
      network.issues = static_cast<int>(
          std::count_if(kb_.issues.begin(), kb_.issues.end(),
                        [&](const Issue& issue) { return issue.level <= network.level; }));
      network.cost = InferenceCost(tree);
      Require(network.cost <= kCostLimit, absl::StrCat("network[", LevelWord(network.level), "]"),
              absl::StrCat("cost ", network.cost, ", largest clique ",
                           network.clique_sizes.empty() ? 0 : network.clique_sizes.front()),
              absl::StrCat("sum of 2^|clique| at most ", kCostLimit,
                           ": fewer links between constructs, fewer parents"));
      report_.networks.push_back(std::move(network));
    }
  }

  void WarnOfStyle() {
    std::set<std::string> shown;
    size_t links = 0, within = 0;
    for (const Indicator& indicator : kb_.indicators) {
      for (const Link& link : indicator.links) {
        shown.insert(link.issue);
        ++links;
        within += issues_.at(link.issue)->construct ==
                  issues_.at(indicator.links.front().issue)->construct;
      }
      WarnOfMany(indicator.links.size(), absl::StrCat("indicators[", indicator.id, "].links"));
    }
    for (const Issue& issue : kb_.issues) {
      WarnOfMany(issue.parents.size(), absl::StrCat("issues[", issue.id, "].parents"));
      if (!shown.contains(issue.id)) {
        warnings_.Add(absl::StrCat("issues[", issue.id, "]"), "", "an indicator that shows it");
      }
    }
    if (within < kLeastWithinConstruct * static_cast<double>(links)) {
      warnings_.Add("indicators", absl::StrFormat("%d of %d links", within, links),
                    "90 % of links within the construct of the indicator's first issue");
    }
  }

  void WarnOfMany(size_t links, const std::string& field) {
    if (links > kManyParents) {
      warnings_.Add(field, absl::StrCat(links), absl::StrCat("at most ", kManyParents));
    }
  }

  const KnowledgeBase& kb_;
  std::map<std::string, const Issue*> issues_;
  std::map<std::string, double> note_decibans_;  // caps so far, by issue
  Violations violations_;
  Violations warnings_;
  KnowledgeBaseReport report_;
};

}  // namespace

absl::StatusOr<KnowledgeBaseReport> CheckKnowledgeBase(const KnowledgeBase& kb) {
  return Checker(kb).Run();
}

}  // namespace pcsp::diagnosis
