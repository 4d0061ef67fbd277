#include "services/diagnosis/domain/engine/model.h"

#include <algorithm>
#include <numeric>

#include "common/base/status_macros.h"
#include "services/diagnosis/domain/engine/check.h"
#include "services/diagnosis/domain/knowledge/fingerprint.h"

namespace pcsp::diagnosis {
namespace {

std::vector<int> OwnScopes(const LevelModel& level) {
  std::vector<int> scopes;
  for (int j : level.indicators) scopes.push_back(level.network.scope_of_indicator[j]);
  for (int v : level.subjects) scopes.push_back(level.network.families[v].scope);
  return scopes;
}

void AddBeforeEvidence(LevelModel* level) {
  Belief prior(level->network);
  prior.Calibrate(EvidenceTables(level->network));
  Halves halves(prior);
  const std::vector<int> scopes = OwnScopes(*level);
  for (int subject : level->subjects) {
    std::vector<Pair>& joints = level->before_evidence.emplace_back(level->network.scope_states);
    halves.Split(subject);
    for (int s : scopes) {
      const Scope& scope = level->network.scopes[s];
      std::copy_n(halves.Joint(s), scope.states(), &joints[scope.offset]);
    }
  }
}

template <typename T>
std::vector<int> OfLevel(const std::vector<T>& all, Level level) {
  std::vector<int> own;
  for (size_t i = 0; i < all.size(); ++i) {
    if (all[i].level == level) own.push_back(static_cast<int>(i));
  }
  return own;
}

void ResolveLinks(Model* model) {
  const KnowledgeBase& kb = model->kb;
  absl::flat_hash_map<std::string, int> issue_by_id;
  for (size_t i = 0; i < kb.issues.size(); ++i) issue_by_id[kb.issues[i].id] = static_cast<int>(i);
  for (const Indicator& indicator : kb.indicators) {
    std::vector<int> issues;
    for (const Link& link : indicator.links) issues.push_back(issue_by_id.at(link.issue));
    model->indicators.push_back(CompileIndicator(indicator, issues));
  }
  for (const SuccessFactor& factor : kb.success_factors) {
    std::vector<int>& blockers = model->blockers.emplace_back();
    for (const std::string& issue : factor.blocked_by) blockers.push_back(issue_by_id.at(issue));
  }
}

}  // namespace

std::pair<double, double> LevelModel::PriorOdds(size_t subject) const {
  const Scope& own = network.scopes[network.families[subjects[subject]].scope];
  const Pair* joint = &before_evidence[subject][own.offset];
  const Pair sum = std::accumulate(joint, joint + own.states(), Pair{});
  return {sum[kHolds], sum[kAbsent]};
}

int Model::CategoryOf(int indicator, absl::string_view code) const {
  const auto& categories = kb.indicators[indicator].categories;
  for (size_t k = 0; k < categories.size(); ++k) {
    if (categories[k] == code) return static_cast<int>(k);
  }
  return -1;
}

LevelModel CompileLevel(const KnowledgeBase& kb, Level level,
                        const std::vector<std::vector<int>>& together) {
  LevelModel model;
  NetworkParts parts = PartsFor(kb, level);
  parts.together = together;
  model.network = CompileNetwork(kb, parts);
  for (int issue : OfLevel(kb.issues, level)) {
    model.subjects.push_back(model.network.variable_of[issue]);
  }
  model.indicators = OfLevel(kb.indicators, level);
  model.success_factors = OfLevel(kb.success_factors, level);
  AddBeforeEvidence(&model);
  return model;
}

absl::StatusOr<Model> CompileModel(KnowledgeBase kb) {
  RETURN_IF_ERROR(CheckForUse(kb));
  return CompileCheckedModel(std::move(kb));
}

Model CompileCheckedModel(KnowledgeBase kb) {
  Model model;
  model.kb = std::move(kb);
  model.hash = model.content_hash = FingerprintOf(model.kb);
  ResolveLinks(&model);
  for (int level = 0; level < kLevels; ++level) {
    model.levels.push_back(CompileLevel(model.kb, static_cast<Level>(level), {}));
  }
  for (size_t j = 0; j < model.kb.indicators.size(); ++j) {
    model.indicator_by_id[model.kb.indicators[j].id] = static_cast<int>(j);
  }
  return model;
}

}  // namespace pcsp::diagnosis
