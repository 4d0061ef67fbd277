#include "services/diagnosis/domain/comparison/readings.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "absl/strings/match.h"
#include "common/base/status_macros.h"
#include "services/diagnosis/domain/comparison/readable.h"

namespace pcsp::diagnosis {
namespace {

constexpr double kLeastMove = 0.005;    // less is noise of the numbers
constexpr double kMoveToTellOf = 0.05;  // less changes nobody's mind, unless the band changes
constexpr size_t kMostSteps = 200;      // compiled models that are kept

// What both ends of a change say does not matter to a diagnosis, as titles do not.
bool MovesNumbers(const Change& change) {
  for (absl::string_view part :
       {".title", ".explanation", ".good_looks_like", ".question", ".ask_minutes", ".word",
        ".prior_word", ".author", ".rationale", ".source", "ess", ".importance", ".common_issue",
        ".settled_by", ".solutions", ".construct"}) {
    if (absl::EndsWith(change.field, part)) return false;
  }
  return !absl::StartsWith(change.field, "csfs[");
}

template <typename T>
auto FindById(std::vector<T>& all, const std::string& id) {
  return std::find_if(all.begin(), all.end(), [&](const T& one) { return one.id == id; });
}

// Puts the newer value of `id` in place of the older one, as far as there are two.
template <typename T>
void Replace(const std::string& id, const std::vector<T>& from, std::vector<T>* to) {
  const auto newer = std::find_if(from.begin(), from.end(), [&](const T& t) { return t.id == id; });
  const auto older = FindById(*to, id);
  if (newer == from.end()) {
    if (older != to->end()) to->erase(older);
  } else if (older != to->end()) {
    *older = *newer;
  } else {
    to->push_back(*newer);
  }
}

// `before` with what belongs to `owner` taken from `after`.
KnowledgeBase WithStep(const KnowledgeBase& before, const KnowledgeBase& after,
                       const std::string& owner) {
  KnowledgeBase kb = before;
  const size_t bracket = owner.find('[');
  const std::string id = owner.substr(bracket + 1, owner.size() - bracket - 2);
  if (absl::StartsWith(owner, "issues[")) {
    Replace(id, after.issues, &kb.issues);
  } else {
    Replace(id, after.indicators, &kb.indicators);
  }
  for (Issue& issue : kb.issues) issue.settled_by.clear();  // says nothing about numbers
  return kb;
}

// By id of the issue.
using Readings = std::map<std::string, Reading>;

absl::StatusOr<Readings> Read(const Model& model, const Evidence& evidence,
                              std::set<std::string>* left_out) {
  const Evidence readable = ReadablePart(model, evidence, left_out);
  ASSIGN_OR_RETURN(const Diagnosis diagnosis, Diagnose(model, readable, {.questions = 0}));
  Readings readings;
  for (const Finding& finding : diagnosis.findings) {
    readings[model.kb.issues[finding.issue].id] = {finding.probability, finding.decibans,
                                                   finding.band.band};
  }
  return readings;
}

const Reading* Find(const Readings& readings, const std::string& id) {
  const auto found = readings.find(id);
  return found == readings.end() ? nullptr : &found->second;
}

// Evidence that no version knows is a fault of the evidence. Notes and neighbours belong to none.
absl::Status CheckKnown(const Model& before, const Model& after, Evidence evidence) {
  evidence.around.reset();
  for (LevelEvidence& level : evidence.levels) level.notes.clear();
  std::set<std::string> unknown_before, unknown_after;
  ReadablePart(before, evidence, &unknown_before);
  ReadablePart(after, evidence, &unknown_after);
  if (unknown_before.empty()) return ResolveEvidence(before, evidence).status();
  if (unknown_after.empty()) return ResolveEvidence(after, evidence).status();
  return ResolveEvidence(after, evidence).status();
}

double Moved(const IssueDifference& issue) {
  if (!issue.before || !issue.after) return 0;
  return std::abs(issue.after->decibans - issue.before->decibans);
}

// Tells of the issues of `kb`; those that the version compared before has are told of already.
void AddDifferences(const KnowledgeBase& kb, const Readings& before, const Readings& after,
                    std::set<std::string>* told, SiteDifference* site) {
  for (const Issue& issue : kb.issues) {
    const Reading* old = Find(before, issue.id);
    const Reading* now = Find(after, issue.id);
    if ((old == nullptr && now == nullptr) || !told->insert(issue.id).second) continue;
    IssueDifference difference{issue.id, issue.title};
    if (old != nullptr) difference.before = *old;
    if (now != nullptr) difference.after = *now;
    const double move =
        old == nullptr || now == nullptr ? 1 : std::abs(now->probability - old->probability);
    if (difference.band_changed() || move >= kMoveToTellOf) {
      site->issues.push_back(std::move(difference));
    } else if (move >= kLeastMove) {
      ++site->small_moves;
    }
  }
}

}  // namespace

absl::StatusOr<KnowledgeBaseComparison> KnowledgeBaseComparison::Make(KnowledgeBase before,
                                                                      KnowledgeBase after) {
  ASSIGN_OR_RETURN(Model older, CompileModel(std::move(before)));
  ASSIGN_OR_RETURN(Model newer, CompileModel(std::move(after)));
  KnowledgeBaseComparison comparison(std::move(older), std::move(newer));
  comparison.changes_ = ChangesBetween(comparison.before_.kb, comparison.after_.kb);
  comparison.PrepareSteps();
  return comparison;
}

void KnowledgeBaseComparison::PrepareSteps() {
  std::set<std::string> owners;
  for (const Change& change : changes_) {
    if (!MovesNumbers(change) || !owners.insert(OwnerOf(change)).second) continue;
    if (steps_.size() == kMostSteps) return;
    // A step that cannot stand alone (it leads to an issue that came with another) is counted in
    // what the changes do together.
    auto model = CompileModel(WithStep(before_.kb, after_.kb, OwnerOf(change)));
    if (model.ok()) steps_.push_back({OwnerOf(change), *std::move(model)});
  }
}

void KnowledgeBaseComparison::AddMovers(const Evidence& evidence,
                                        std::vector<IssueDifference>* issues) const {
  std::set<std::string> ignored;
  for (const Step& step : steps_) {
    const auto readings = Read(step.model, evidence, &ignored);
    if (!readings.ok()) continue;
    for (IssueDifference& issue : *issues) {
      const Reading* alone = Find(*readings, issue.issue);
      if (alone == nullptr || !issue.before || !issue.after) continue;
      const double decibans = alone->decibans - issue.before->decibans;
      if (std::abs(decibans) >= 1e-6) issue.movers.push_back({step.owner, decibans});
    }
  }
  for (IssueDifference& issue : *issues) {
    std::stable_sort(issue.movers.begin(), issue.movers.end(), [](const Mover& a, const Mover& b) {
      return std::abs(a.decibans) > std::abs(b.decibans);
    });
    if (issue.movers.size() > kMostMovers) issue.movers.resize(kMostMovers);
    if (!issue.before || !issue.after) continue;
    issue.together_decibans = issue.after->decibans - issue.before->decibans;
    for (const Mover& mover : issue.movers) issue.together_decibans -= mover.decibans;
  }
}

absl::StatusOr<SiteDifference> KnowledgeBaseComparison::Compare(const Evidence& evidence) const {
  RETURN_IF_ERROR(CheckKnown(before_, after_, evidence));
  std::set<std::string> left_out;
  ASSIGN_OR_RETURN(const Readings before, Read(before_, evidence, &left_out));
  ASSIGN_OR_RETURN(const Readings after, Read(after_, evidence, &left_out));
  SiteDifference site;
  site.left_out.assign(left_out.begin(), left_out.end());
  std::set<std::string> told;
  AddDifferences(after_.kb, before, after, &told, &site);
  AddDifferences(before_.kb, before, after, &told, &site);
  AddMovers(evidence, &site.issues);
  std::stable_sort(site.issues.begin(), site.issues.end(),
                   [](const IssueDifference& a, const IssueDifference& b) {
                     if (a.band_changed() != b.band_changed()) return a.band_changed();
                     return Moved(a) > Moved(b);
                   });
  return site;
}

}  // namespace pcsp::diagnosis
