#include "services/assessments/domain/instrument.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/base/ids.h"

namespace pcsp::assessments {
namespace {

constexpr int kNotRelevantBytes = 26;

template <typename T>
bool Among(const std::vector<T>& wanted, const T& given) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), given) != wanted.end();
}

int64_t MostSteps(const Scale& scale) {
  return (static_cast<int64_t>(scale.high) - scale.low) / scale.step;
}

void AppendMeaning(const Instrument& instrument, const Item& item, std::string& meaning) {
  const Scale& scale = instrument.ScaleOf(item);
  absl::StrAppend(&meaning, "item ", item.code, " ",
                  item.construct ? static_cast<int>(*item.construct) : -1, " ", item.reverse, "\n");
  for (const AnswerOption& option : scale.options) {
    absl::StrAppend(&meaning, "option ", option.code, " ", option.score, "\n");
  }
  for (const AnswerOption& reason : scale.not_relevant) {
    absl::StrAppend(&meaning, "not_relevant ", reason.code, "\n");
  }
  if (scale.kind == ScaleKind::kNumber) {
    absl::StrAppend(&meaning, "number ", scale.low, " ", scale.high, " ", scale.step, "\n");
  }
  if (scale.kind == ScaleKind::kText) absl::StrAppend(&meaning, "text\n");
}

}  // namespace

void MakePositions(Scale& scale, const std::map<int, std::string>& anchors) {
  scale.options.clear();
  scale.first_value = scale.low;
  if (scale.step < 1 || scale.high < scale.low) return;
  if (MostSteps(scale) >= static_cast<int64_t>(kOptionBytes.size())) return;
  for (int value = scale.low; value <= scale.high; value += scale.step) {
    const auto anchor = anchors.find(value);
    std::string code = absl::StrCat(value);
    std::string label = anchor == anchors.end() ? code : anchor->second;
    scale.options.push_back({std::move(code), std::move(label), scale.steps() + 1});
  }
}

std::string Instrument::name() const {
  const std::string own = programme.empty() ? "" : absl::StrCat("programmes/", programme, "/");
  return absl::StrCat(own, "instruments/", id, "/versions/", version);
}

bool Instrument::Serves(Level asked) const {
  return level == asked ||
         std::find(more_levels.begin(), more_levels.end(), asked) != more_levels.end();
}

void Instrument::IndexItems() {
  item_index.clear();
  for (size_t i = 0; i < items.size(); ++i) {
    item_index.try_emplace(items[i].code, static_cast<int>(i));
  }
}

bool Instrument::operator==(const Instrument& other) const {
  return programme == other.programme && id == other.id && version == other.version &&
         level == other.level && more_levels == other.more_levels && title == other.title &&
         language == other.language && licence == other.licence &&
         attribution == other.attribution && introduction == other.introduction &&
         source_url == other.source_url && derived_from == other.derived_from &&
         scales == other.scales && sections == other.sections && items == other.items &&
         translations == other.translations;
}

bool IsAsked(const Instrument& instrument, const Item& item, const Respondent& respondent) {
  if (item.section < 0) return true;
  const Audience& audience = instrument.sections[item.section].shown_to;
  return Among(audience.levels, respondent.level) &&
         (!respondent.staff_group || Among(audience.staff_groups, *respondent.staff_group)) &&
         (respondent.milestone.empty() || Among(audience.milestones, respondent.milestone));
}

std::optional<char> PackAnswer(const Scale& scale, absl::string_view code) {
  if (code.empty()) return kSkipped;
  for (size_t i = 0; i < scale.options.size() && i < kOptionBytes.size(); ++i) {
    if (scale.options[i].code == code) return kOptionBytes[i];
  }
  for (size_t i = 0; i < scale.not_relevant.size(); ++i) {
    if (scale.not_relevant[i].code == code) return static_cast<char>('a' + i);
  }
  if (PackNumber(scale, code)) return kOptionBytes[0];
  return std::nullopt;
}

int SlotOf(const Scale& scale, char packed) {
  const size_t option = kOptionBytes.find(packed);
  if (option != absl::string_view::npos && static_cast<int>(option) < scale.steps()) {
    return static_cast<int>(option) + 1;
  }
  const int reason = packed - 'a';
  if (reason < 0 || reason >= kNotRelevantBytes) return 0;
  if (reason >= static_cast<int>(scale.not_relevant.size())) return 0;
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

int DigitsOf(const Scale& scale) {
  if (scale.kind != ScaleKind::kNumber) return 0;
  return static_cast<int>(absl::StrCat(MostSteps(scale)).size());
}

std::optional<std::string> PackNumber(const Scale& scale, absl::string_view code) {
  int value = 0;
  if (scale.kind != ScaleKind::kNumber || !absl::SimpleAtoi(code, &value)) return std::nullopt;
  if (absl::StrCat(value) != code || value < scale.low || value > scale.high) return std::nullopt;
  const int64_t above = static_cast<int64_t>(value) - scale.low;
  if (above % scale.step != 0) return std::nullopt;
  return absl::StrFormat("%0*d", DigitsOf(scale), above / scale.step);
}

std::string FingerprintOf(const Instrument& instrument) {
  std::string meaning;
  for (const Item& item : instrument.items) AppendMeaning(instrument, item, meaning);
  return Sha256Hex(meaning);
}

}  // namespace pcsp::assessments
