#include "services/diagnosis/domain/programme/programme_model.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"

namespace pcsp::diagnosis {
namespace {

using Sets = std::vector<std::vector<int>>;

// The fragments of every level, by Level; none at the top.
std::vector<std::vector<Fragment>> Cut(const KnowledgeBase& kb) {
  std::vector<std::vector<Fragment>> fragments(kLevels);
  for (int level = kLevels - 1; level > 0; --level) {
    const bool lowest = level == kLevels - 1;
    fragments[level] = CutLevel(kb, static_cast<Level>(level),
                                lowest ? std::vector<Fragment>() : fragments[level + 1]);
  }
  return fragments;
}

// The levels whose messages a diagnosis of `reader` takes in: those of its siblings, of what is
// below it, and of the siblings of all that is above it.
std::vector<int> SendersTo(int reader) {
  std::vector<int> senders;
  for (int level = 1; level <= std::min(reader + 1, kLevels - 1); ++level) senders.push_back(level);
  return senders;
}

Sets SetsFor(int reader, const std::vector<std::vector<Fragment>>& fragments) {
  Sets sets;
  for (int level : SendersTo(reader)) {
    for (const Fragment& fragment : fragments[level]) sets.push_back(fragment.interface);
  }
  return sets;
}

void CheckCost(const KnowledgeBase& kb, const NetworkParts& parts, absl::string_view what,
               Violations* violations) {
  const int64_t cost = InferenceCost(PlanNetwork(kb, parts));
  if (cost <= kCostLimit) return;
  violations->Add(absl::StrCat("network[", what, "]"), absl::StrCat("cost ", cost),
                  absl::StrCat("sum of 2^|clique| at most ", kCostLimit,
                               " also with messages between levels: fewer causes above"));
}

absl::Status Check(const KnowledgeBase& kb, const std::vector<std::vector<Fragment>>& fragments) {
  Violations violations;
  for (int level = 0; level < kLevels; ++level) {
    const absl::string_view word = LevelWord(static_cast<Level>(level));
    NetworkParts parts = PartsFor(kb, static_cast<Level>(level));
    parts.together = SetsFor(level, fragments);
    CheckCost(kb, parts, word, &violations);
    int64_t states = 0;
    for (const Fragment& fragment : fragments[level]) {
      CheckCost(kb, fragment.parts, word, &violations);
      states += int64_t{1} << std::min<size_t>(fragment.interface.size(), 40);
    }
    if (states <= kLongestMessage) continue;
    violations.Add(absl::StrCat("messages[", word, "]"), absl::StrCat(states, " numbers"),
                   absl::StrCat("at most ", kLongestMessage, ": fewer causes above"));
  }
  return violations.ToStatus("INVALID_KNOWLEDGE_BASE");
}

std::vector<Sender::Part::Own> OwnIssues(const LevelModel& level, const Network& part) {
  std::vector<Sender::Part::Own> own;
  for (size_t s = 0; s < level.subjects.size(); ++s) {
    const int variable = part.variable_of[level.network.issues[level.subjects[s]]];
    if (variable >= 0) own.push_back({static_cast<int>(s), variable});
  }
  return own;
}

Sender MakeSender(const KnowledgeBase& kb, const LevelModel& level,
                  const std::vector<Fragment>& fragments) {
  Sender sender;
  sender.part_of_indicator.assign(kb.indicators.size(), -1);
  for (const Fragment& fragment : fragments) {
    Sender::Part part;
    part.network = CompileNetwork(kb, fragment.parts);
    part.scope = part.network.scope_of_set.front();
    part.own = OwnIssues(level, part.network);
    part.offset = sender.states;
    part.states = 1 << fragment.interface.size();
    for (int j : fragment.parts.indicators) {
      sender.part_of_indicator[j] = static_cast<int>(sender.parts.size());
    }
    for (const auto& entry : fragment.received) {
      part.received.push_back({entry.fragment, part.network.scope_of_set[entry.set]});
    }
    sender.states += part.states;
    sender.parts.push_back(std::move(part));
  }
  return sender;
}

// Which of the sets of a level's network belongs to which part of which sender.
std::vector<std::vector<int>> EntriesOf(int reader, const Network& network,
                                        const std::vector<std::vector<Fragment>>& fragments) {
  std::vector<std::vector<int>> entries(kLevels);
  size_t set = 0;
  for (int level : SendersTo(reader)) {
    for (size_t f = 0; f < fragments[level].size(); ++f) {
      entries[level].push_back(network.scope_of_set[set++]);
    }
  }
  return entries;
}

}  // namespace

absl::StatusOr<ProgrammeModel> CompileProgrammeModel(const Model& model) {
  const auto fragments = Cut(model.kb);
  RETURN_IF_ERROR(Check(model.kb, fragments));
  ProgrammeModel programme;
  programme.model = &model;
  for (int level = 0; level < kLevels; ++level) {
    programme.levels.push_back(
        CompileLevel(model.kb, static_cast<Level>(level), SetsFor(level, fragments)));
    programme.senders.push_back(MakeSender(model.kb, programme.levels.back(), fragments[level]));
    programme.entries.push_back(EntriesOf(level, programme.levels.back().network, fragments));
  }
  return programme;
}

const LevelModel& LevelFor(const Model& model, const Observations& observations) {
  return observations.around.any() ? model.programme->at(observations.subject)
                                   : model.at(observations.subject);
}

void LetSitesHear(Model* model) {
  absl::StatusOr<ProgrammeModel> programme = CompileProgrammeModel(*model);
  if (!programme.ok()) return;
  programme->model = nullptr;
  model->programme = std::make_shared<const ProgrammeModel>(*std::move(programme));
}

}  // namespace pcsp::diagnosis
