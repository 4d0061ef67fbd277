#include "services/diagnosis/domain/learning/counts.h"

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"

namespace pcsp::diagnosis {
namespace {

template <typename T>
void AddAll(const std::vector<T>& from, std::vector<T>* to) {
  for (size_t i = 0; i < from.size(); ++i) (*to)[i] += from[i];
}

template <typename T>
void SubtractAll(const std::vector<T>& from, std::vector<T>* to) {
  for (size_t i = 0; i < from.size(); ++i) (*to)[i] -= from[i];
}

void Spell(const Tally& tally, std::string* out) { absl::StrAppend(out, tally.units(), ","); }
void Spell(const Trials& trials, std::string* out) {
  Spell(trials.hits, out);
  Spell(trials.trials, out);
}
void Spell(const Shares& shares, std::string* out) {
  for (const Tally& tally : shares.answers) Spell(tally, out);
}

}  // namespace

void Trials::Add(double came_true, double tried) {
  hits.Add(came_true);
  trials.Add(tried);
}

double Trials::Mean(double prior, double ess) const {
  return (ess * prior + hits.value()) / (ess + trials.value());
}

Trials& Trials::operator+=(const Trials& other) {
  hits += other.hits;
  trials += other.trials;
  return *this;
}

Trials& Trials::operator-=(const Trials& other) {
  hits -= other.hits;
  trials -= other.trials;
  return *this;
}

void Shares::Add(const std::vector<double>& counts) {
  for (size_t k = 0; k < counts.size(); ++k) answers[k].Add(counts[k]);
}

std::vector<double> Shares::Masses(const std::vector<double>& prior, double ess) const {
  std::vector<double> masses;
  for (size_t k = 0; k < prior.size(); ++k) masses.push_back(ess * prior[k] + answers[k].value());
  return masses;
}

Shares& Shares::operator+=(const Shares& other) {
  AddAll(other.answers, &answers);
  return *this;
}

Shares& Shares::operator-=(const Shares& other) {
  SubtractAll(other.answers, &answers);
  return *this;
}

IssueCounts& IssueCounts::operator+=(const IssueCounts& other) {
  arises += other.arises;
  AddAll(other.causes, &causes);
  return *this;
}

IssueCounts& IssueCounts::operator-=(const IssueCounts& other) {
  arises -= other.arises;
  SubtractAll(other.causes, &causes);
  return *this;
}

IndicatorCounts& IndicatorCounts::operator+=(const IndicatorCounts& other) {
  healthy += other.healthy;
  troubled += other.troubled;
  AddAll(other.links, &links);
  leak += other.leak;
  return *this;
}

IndicatorCounts& IndicatorCounts::operator-=(const IndicatorCounts& other) {
  healthy -= other.healthy;
  troubled -= other.troubled;
  SubtractAll(other.links, &links);
  leak -= other.leak;
  return *this;
}

LearnedCounts::LearnedCounts(const KnowledgeBase& kb) {
  for (const Issue& issue : kb.issues) {
    issues.push_back({.causes = std::vector<Trials>(issue.parents.size())});
  }
  for (const Indicator& indicator : kb.indicators) {
    const Shares none(indicator.categories.size());
    indicators.push_back({none, none, std::vector<Trials>(indicator.links.size())});
  }
}

std::string LearnedCounts::Fingerprint() const {
  std::string out = absl::StrCat(cases, ",", verdicts, ";");
  for (const IssueCounts& issue : issues) {
    Spell(issue.arises, &out);
    for (const Trials& cause : issue.causes) Spell(cause, &out);
  }
  for (const IndicatorCounts& indicator : indicators) {
    Spell(indicator.healthy, &out);
    Spell(indicator.troubled, &out);
    for (const Trials& link : indicator.links) Spell(link, &out);
    Spell(indicator.leak, &out);
  }
  Spell(sensitivity, &out);
  Spell(specificity, &out);
  return Sha256Hex(out);
}

LearnedCounts& LearnedCounts::operator+=(const LearnedCounts& other) {
  AddAll(other.issues, &issues);
  AddAll(other.indicators, &indicators);
  sensitivity += other.sensitivity;
  specificity += other.specificity;
  cases += other.cases;
  verdicts += other.verdicts;
  return *this;
}

LearnedCounts& LearnedCounts::operator-=(const LearnedCounts& other) {
  SubtractAll(other.issues, &issues);
  SubtractAll(other.indicators, &indicators);
  sensitivity -= other.sensitivity;
  specificity -= other.specificity;
  cases -= other.cases;
  verdicts -= other.verdicts;
  return *this;
}

}  // namespace pcsp::diagnosis
