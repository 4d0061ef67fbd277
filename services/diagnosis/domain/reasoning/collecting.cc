#include "services/diagnosis/domain/reasoning/collecting.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/diagnosis/domain/reasoning/quoted.h"

namespace pcsp::diagnosis {
namespace {

constexpr size_t kHeldBackNamed = 3;

std::string Titles(const Model& model, const std::vector<int>& issues) {
  std::string titles;
  AppendTitles(model.kb, issues, &titles);
  return titles;
}

// The best question on a fact that would be a second kind of signal on the issue.
const Indicator* BestFact(const Model& model, const Diagnosis& diagnosis, int issue) {
  for (const Question& question : diagnosis.questions) {
    const Indicator& indicator = model.kb.indicators[question.indicator];
    if (indicator.type != IndicatorType::kFact) continue;
    const auto& linked = model.indicators[question.indicator].issues;
    if (std::find(linked.begin(), linked.end(), issue) != linked.end()) return &indicator;
  }
  return nullptr;
}

// What of the site's own answers may not be seen at all; "" if nothing.
std::string HiddenAnswers(const Observations& observations) {
  int items = 0;
  for (const Withheld& withheld : observations.withheld) {
    if (withheld.level != observations.subject) continue;
    if (withheld.indicator < 0) return "all answers of this site";
    items += !withheld.tendency;
  }
  if (items == 0) return "";
  return absl::StrCat("the answers to ", items, items == 1 ? " item" : " items");
}

// Each has its own question, of which a fact is the surest to be another kind.
void AskForSecondKind(const Model& model, const Diagnosis& diagnosis,
                      const std::vector<int>& held_back, std::vector<std::string>* collect) {
  for (size_t i = 0; i < std::min(held_back.size(), kHeldBackNamed); ++i) {
    const Indicator* fact = BestFact(model, diagnosis, held_back[i]);
    collect->push_back(absl::StrCat(
        "A second kind of signal is needed on ", Quoted(model.kb.issues[held_back[i]].title),
        fact == nullptr ? "." : "; ask: ", fact == nullptr ? "" : fact->question));
  }
  if (held_back.size() <= kHeldBackNamed) return;
  const size_t more = held_back.size() - kHeldBackNamed;
  collect->push_back(absl::StrCat("The same holds for ", more, " more ",
                                  more == 1 ? "issue" : "issues", " called possible."));
}

}  // namespace

std::vector<std::string> WhatToCollect(const Model& model, const Observations& observations,
                                       const Diagnosis& diagnosis) {
  std::vector<int> unknown, held_back;
  for (const Finding& finding : diagnosis.findings) {
    if (finding.band.band == Band::kInsufficientData)
      unknown.push_back(finding.issue);
    else if (!finding.band.note.empty())
      held_back.push_back(finding.issue);
  }
  std::vector<std::string> collect;
  if (unknown.size() == diagnosis.findings.size()) {
    collect.push_back(
        "Nothing is known of this site itself: collect answers to the survey of its level, or "
        "start with the questions below.");
  }
  if (const std::string hidden = HiddenAnswers(observations); !hidden.empty()) {
    collect.push_back(absl::StrCat(
        "Disclosure control hides ", hidden,
        ", so they do not count: see why, and agree with the team what can be said instead."));
  }
  if (observations.withheld_notes > 0) {
    collect.push_back(
        "There are notes that may not be shown, so they are not used: agree with the team what can "
        "be said of them.");
  }
  AskForSecondKind(model, diagnosis, held_back, &collect);
  if (!unknown.empty() && unknown.size() < diagnosis.findings.size()) {
    collect.push_back(absl::StrCat("Nothing has been collected on ", Titles(model, unknown), "."));
  }
  return collect;
}

}  // namespace pcsp::diagnosis
