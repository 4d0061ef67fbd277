#include "services/diagnosis/domain/knowledge/knowledge_base.h"

namespace pcsp::diagnosis {

absl::string_view LevelWord(Level level) {
  constexpr absl::string_view kWords[] = {"whole_system", "steering_group", "practice"};
  return kWords[static_cast<int>(level)];
}

absl::string_view ConstructWord(Construct construct) {
  constexpr absl::string_view kWords[] = {"", "coherence", "cognitive_participation",
                                          "collective_action", "reflexive_monitoring"};
  return kWords[static_cast<int>(construct)];
}

absl::string_view TypeWord(IndicatorType type) {
  constexpr absl::string_view kWords[] = {"item", "fact", "text"};
  return kWords[static_cast<int>(type)];
}

}  // namespace pcsp::diagnosis
