#include "services/diagnosis/domain/knowledge/rules/values.h"

#include <map>
#include <set>

#include "services/diagnosis/domain/knowledge/rules/notes.h"
#include "services/diagnosis/domain/knowledge/rules/profiles.h"
#include "services/diagnosis/domain/knowledge/rules/references.h"

namespace pcsp::diagnosis {
namespace {

class ValueRules {
 public:
  ValueRules(const KnowledgeBase& kb, Faults* faults)
      : kb_(kb), references_(kb), faults_(*faults) {}

  void Check() {
    CheckHeader();
    CheckList("issues", kb_.issues, &ValueRules::CheckIssue);
    CheckList("indicators", kb_.indicators, &ValueRules::CheckIndicator);
    CheckList("csfs", kb_.success_factors, &ValueRules::CheckSuccessFactor);
    references_.CheckRemoved(&faults_);
  }

 private:
  void CheckHeader() {
    const auto plain = [](const std::string& text) {
      return !text.empty() && text.find_first_of("/@ ") == std::string::npos;
    };
    faults_.Require(plain(kb_.id), {"id", "id"}, kb_.id, "a name without spaces, / and @");
    faults_.Require(plain(kb_.version), {"version", "version"}, kb_.version,
                    "a version without spaces, / and @");
    faults_.Require(!kb_.issues.empty(), {"issues", "issues"}, "", "at least one issue");
  }

  template <typename T>
  void CheckList(absl::string_view list, const std::vector<T>& all,
                 void (ValueRules::*check)(const T&, const Spot&)) {
    std::set<std::string> seen;
    for (size_t i = 0; i < all.size(); ++i) {
      const Spot at = Spot::Of(list, all[i].id, i);
      faults_.Require(!all[i].id.empty(), at.Key("id"), "", "an id");
      faults_.Require(seen.insert(all[i].id).second, at.Key("id"), all[i].id,
                      "an id that is used once");
      faults_.Require(!all[i].title.empty(), at.Key("title"), "", "a title");
      (this->*check)(all[i], at);
    }
  }

  void CheckIssue(const Issue& issue, const Spot& at) {
    faults_.RequireProbability(issue.prior, at.Key("prior"));
    faults_.RequirePositive(issue.prior_ess, at.Key("prior_ess"));
    faults_.Require(issue.importance >= 0 && issue.importance <= 1, at.Key("importance"),
                    absl::StrCat(issue.importance), "0 to 1");
    references_.CheckLinks(
        issue.parents, at.Key("parents"), "an issue of a level above",
        [&](const Issue& parent) { return parent.level < issue.level; }, &faults_);
    references_.CheckSettledBy(issue, at.Key("settled_by"), &faults_);
    CheckOnce(issue.solutions, at.Key("solutions"), "a solution named once");
  }

  void CheckIndicator(const Indicator& indicator, const Spot& at) {
    faults_.Require(!indicator.links.empty(), at.Key("links"), "", "at least one issue");
    references_.CheckLinks(
        indicator.links, at.Key("links"), "an issue of the indicator's level or above",
        [&](const Issue& issue) { return issue.level <= indicator.level; }, &faults_);
    faults_.RequireProbabilityOrCertainty(indicator.leak, at.Key("leak"));
    faults_.RequirePositive(indicator.kappa, at.Key("kappa"));
    faults_.RequirePositive(indicator.profile_ess, at.Key("profile_ess"));
    faults_.RequirePositive(indicator.ask_minutes, at.Key("ask_minutes"));
    faults_.Require(indicator.eta > 0 && indicator.eta <= 1, at.Key("eta"),
                    absl::StrCat(indicator.eta), "above 0, at most 1");
    faults_.RequireOfAuthors(indicator.type == IndicatorType::kText || !indicator.question.empty(),
                             at.Key("question"), "", "the question that an item or a fact answers");
    if (indicator.type == IndicatorType::kText) {
      CheckNotes(indicator, at, &note_decibans_, &faults_);
    }
    CheckProfiles(indicator, at, &faults_);
  }

  void CheckSuccessFactor(const SuccessFactor& factor, const Spot& at) {
    const Spot list = at.Key("blocked_by");
    faults_.Require(!factor.blocked_by.empty(), list, "", "at least one issue");
    for (size_t i = 0; i < factor.blocked_by.size(); ++i) {
      references_.CheckIssueId(
          factor.blocked_by[i], list.At(i), "an issue of the success factor's level or above",
          [&](const Issue& issue) { return issue.level <= factor.level; }, &faults_);
    }
    CheckOnce(factor.blocked_by, list, "an issue named once");
  }

  void CheckOnce(const std::vector<std::string>& ids, const Spot& at, absl::string_view expected) {
    std::set<std::string> seen;
    for (size_t i = 0; i < ids.size(); ++i) {
      faults_.Require(seen.insert(ids[i]).second, at.At(i), ids[i], expected);
    }
  }

  const KnowledgeBase& kb_;
  const References references_;
  Faults& faults_;
  std::map<std::string, double> note_decibans_;  // bounds so far, by issue
};

}  // namespace

void CheckValues(const KnowledgeBase& kb, Faults* faults) { ValueRules(kb, faults).Check(); }

}  // namespace pcsp::diagnosis
