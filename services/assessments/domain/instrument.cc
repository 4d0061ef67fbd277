#include "services/assessments/domain/instrument.h"

#include "absl/strings/str_cat.h"
#include "common/base/ids.h"

namespace pcsp::assessments {

std::string Instrument::name() const {
  return absl::StrCat("instruments/", id, "/versions/", version);
}

std::optional<char> PackAnswer(const Scale& scale, absl::string_view code) {
  if (code.empty()) return kSkipped;
  for (size_t i = 0; i < scale.options.size(); ++i) {
    if (scale.options[i].code == code) return static_cast<char>('1' + i);
  }
  for (size_t i = 0; i < scale.not_relevant.size(); ++i) {
    if (scale.not_relevant[i].code == code) return static_cast<char>('a' + i);
  }
  return std::nullopt;
}

int SlotOf(const Scale& scale, char packed) {
  const int option = packed - '0';
  if (option >= 1 && option <= scale.steps()) return option;
  const int reason = packed - 'a';
  if (reason < 0 || reason >= static_cast<int>(scale.not_relevant.size())) return 0;
  return 1 + scale.steps() + reason;
}

const std::string& CodeOfSlot(const Scale& scale, int slot) {
  const int option = slot - 1;
  return option < scale.steps() ? scale.options[option].code
                                : scale.not_relevant[option - scale.steps()].code;
}

int ScoreOfSlot(const Instrument& instrument, const Item& item, int slot) {
  const Scale& scale = instrument.ScaleOf(item);
  const int score = scale.options[slot - 1].score;
  return item.reverse ? scale.steps() + 1 - score : score;
}

std::string FingerprintOf(const Instrument& instrument) {
  std::string meaning;
  for (const Item& item : instrument.items) {
    absl::StrAppend(&meaning, "item ", item.code, " ", static_cast<int>(item.construct), " ",
                    item.reverse, "\n");
    for (const AnswerOption& option : instrument.ScaleOf(item).options) {
      absl::StrAppend(&meaning, "option ", option.code, " ", option.score, "\n");
    }
    for (const AnswerOption& reason : instrument.ScaleOf(item).not_relevant) {
      absl::StrAppend(&meaning, "not_relevant ", reason.code, "\n");
    }
  }
  return Sha256Hex(meaning);
}

}  // namespace pcsp::assessments
