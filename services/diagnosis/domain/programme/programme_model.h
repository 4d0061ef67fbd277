// A model made ready for whole programmes: what each level sends up and where it is taken in.
#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "services/diagnosis/domain/engine/model.h"
#include "services/diagnosis/domain/evidence.h"
#include "services/diagnosis/domain/programme/fragment.h"

namespace pcsp::diagnosis {

// What sites of one level send up: one table for each fragment, at an offset of the message.
struct Sender {
  struct Part {
    Network network;
    int scope = 0;  // of the interface
    int offset = 0;
    int states = 1;
    struct Entry {
      int part;   // of the sender below
      int scope;  // where it enters
    };
    std::vector<Entry> received;
    // An issue of the sender's own level.
    struct Own {
      int subject;   // its place in LevelModel::subjects
      int variable;  // of `network`
    };
    std::vector<Own> own;
  };
  std::vector<Part> parts;
  std::vector<int> part_of_indicator;  // -1: speaks of nothing above
  int states = 0;                      // of a whole message
};

// Immutable and thread-safe. The model must outlive it.
struct ProgrammeModel {
  const Model* model = nullptr;    // null in Model::programme, which moves with its model
  std::vector<LevelModel> levels;  // by Level; each also takes messages in
  std::vector<Sender> senders;     // by Level; the whole system sends nothing
  // [level of the reader][level of the sender][part]: the scope that the part enters.
  std::vector<std::vector<std::vector<int>>> entries;

  const LevelModel& at(Level level) const { return levels[static_cast<int>(level)]; }
  const Sender& sender(Level level) const { return senders[static_cast<int>(level)]; }
  const std::vector<int>& entry(Level reader, Level sender) const {
    return entries[static_cast<int>(reader)][static_cast<int>(sender)];
  }
};

// What diagnosing these observations needs: the level, with a place for what the other sites say
// where they say anything.
const LevelModel& LevelFor(const Model& model, const Observations& observations);

// Sets Model::programme, unless the knowledge base is too entangled for it.
void LetSitesHear(Model* model);

// The most numbers that one site may send up.
inline constexpr int kLongestMessage = 4096;

// INVALID_ARGUMENT, INVALID_KNOWLEDGE_BASE when issues are so entangled across levels that exact
// messages would cost more than kCostLimit, or be longer than kLongestMessage.
absl::StatusOr<ProgrammeModel> CompileProgrammeModel(const Model& model);

}  // namespace pcsp::diagnosis
