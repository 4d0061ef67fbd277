#include "services/assessments/domain/response.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/substitute.h"
#include "common/text/words/screening.h"

namespace pcsp::assessments {
namespace {

// "a whole number from 0 to 40 in steps of 2"
std::string Positions(const Scale& scale) {
  const std::string steps = scale.step == 1 ? "" : absl::StrCat(" in steps of ", scale.step);
  return absl::StrCat("a whole number from ", scale.low, " to ", scale.high, steps);
}

// "one of 1, 2, 3, nr_role"
std::string Codes(const Scale& scale) {
  if (scale.kind == ScaleKind::kText) return "nothing, because it is answered in words";
  const bool numbered = scale.kind == ScaleKind::kSlider || scale.kind == ScaleKind::kNumber;
  std::vector<std::string> codes;
  for (int slot = numbered ? 1 + scale.steps() : 1; slot < SlotsOf(scale); ++slot) {
    codes.push_back(CodeOfSlot(scale, slot));
  }
  if (numbered) codes.insert(codes.begin(), Positions(scale));
  return absl::StrCat(numbered ? "" : "one of ", absl::StrJoin(codes, ", "));
}

std::string WhyNotAsked(const Respondent& respondent) {
  const std::string group =
      respondent.staff_group ? ToWord(*respondent.staff_group, kStaffGroupWords) : "everybody";
  const std::string at =
      respondent.milestone.empty() ? "" : absl::StrCat(" at a site that is ", respondent.milestone);
  return absl::StrCat("nothing, because it is not asked of ", group, at);
}

// Takes the answers of one respondent, one after another.
class Packer {
 public:
  Packer(const Instrument& instrument, const Respondent& respondent, const AnswerFields& fields,
         Violations& violations)
      : instrument_(instrument),
        respondent_(respondent),
        fields_(fields),
        violations_(violations),
        row_(instrument.items.size(), kSkipped) {
    for (size_t i = 0; i < instrument.items.size(); ++i) {
      if (!IsAsked(instrument, instrument.items[i], respondent)) row_[i] = kNotAsked;
      const int digits = DigitsOf(instrument.ScaleOf(instrument.items[i]));
      if (digits == 0) continue;
      numbers_.resize(instrument.items.size());
      numbers_[i] = std::string(digits, kSkipped);
    }
  }

  void TakeCode(const Answer& answer) {
    const int index = Find(answer, fields_.codes);
    if (index < 0) return;
    const Scale& scale = instrument_.ScaleOf(instrument_.items[index]);
    const auto packed = PackAnswer(scale, answer.code);
    if (!packed) {
      return violations_.Add(NameOf(answer, fields_.codes), answer.code, Codes(scale));
    }
    row_[index] = *packed;
    if (auto digits = PackNumber(scale, answer.code)) numbers_[index] = *std::move(digits);
  }

  // `fit` is FitWords() or WordsAsWritten().
  template <typename Fit>
  void TakeWords(const Answer& answer, Fit fit) {
    const int index = Find(answer, fields_.words);
    if (index < 0) return;
    const std::string field = NameOf(answer, fields_.words);
    const Scale& scale = instrument_.ScaleOf(instrument_.items[index]);
    if (scale.kind != ScaleKind::kText && !scale.evidence) {
      return violations_.Add(field, "", "nothing, because it is not answered in words");
    }
    std::string text = fit(field, answer.code, violations_);
    if (!text.empty()) words_.push_back({std::string(answer.item), std::move(text)});
  }

  PackedAnswers Finish() && {
    if (!any_) violations_.Add("answers", "", "an answer to at least one item");
    return {absl::StrCat(row_, absl::StrJoin(numbers_, "")), std::move(words_)};
  }

 private:
  // What its item is called in the request; made where it is needed, which is seldom.
  static std::string NameOf(const Answer& answer, absl::string_view field) {
    return absl::Substitute(field, answer.item);
  }

  // The index of the item that is answered; -1 for a skip, or if it cannot be answered. What is
  // given is left out of the violation: it may be words.
  int Find(const Answer& answer, absl::string_view field) {
    if (answer.code.empty()) return -1;
    any_ = true;
    const auto it = instrument_.item_index.find(answer.item);
    if (it == instrument_.item_index.end()) {
      violations_.Add(NameOf(answer, field), answer.item,
                      absl::StrCat("an item of ", instrument_.name()));
      return -1;
    }
    if (row_[it->second] == kNotAsked) {
      violations_.Add(NameOf(answer, field), answer.item, WhyNotAsked(respondent_));
      return -1;
    }
    return it->second;
  }

  const Instrument& instrument_;
  const Respondent& respondent_;
  const AnswerFields& fields_;
  Violations& violations_;
  std::string row_;
  std::vector<std::string> numbers_;  // by item, if any is answered with a number
  std::vector<ItemWords> words_;
  bool any_ = false;
};

}  // namespace

PackedAnswers PackResponse(const Instrument& instrument, const Respondent& respondent,
                           const GivenAnswers& given, const AnswerFields& fields,
                           Violations& violations) {
  Packer packer(instrument, respondent, fields, violations);
  for (const Answer& answer : given.codes) packer.TakeCode(answer);
  for (const Answer& answer : given.words) packer.TakeWords(answer, text::FitWords);
  return std::move(packer).Finish();
}

std::string PackAnswers(const Instrument& instrument, absl::Span<const Answer> answers,
                        absl::string_view field, Violations& violations) {
  const Respondent everybody{.level = instrument.level};
  const AnswerFields fields{.codes = field};
  Packer packer(instrument, everybody, fields, violations);
  for (const Answer& answer : answers) packer.TakeCode(answer);
  return std::move(packer).Finish().row;
}

PackedAnswers PackDraft(const Instrument& instrument, const GivenAnswers& given,
                        Violations& violations) {
  const Respondent everybody{.level = instrument.level};
  const AnswerFields fields;
  Packer packer(instrument, everybody, fields, violations);
  for (const Answer& answer : given.codes) packer.TakeCode(answer);
  for (const Answer& answer : given.words) packer.TakeWords(answer, text::WordsAsWritten);
  return std::move(packer).Finish();
}

std::vector<std::pair<std::string, std::string>> UnpackAnswers(const Instrument& instrument,
                                                               absl::string_view row) {
  std::vector<std::pair<std::string, std::string>> answers;
  size_t digits_at = instrument.items.size();
  for (size_t i = 0; i < instrument.items.size() && i < row.size(); ++i) {
    const Scale& scale = instrument.ScaleOf(instrument.items[i]);
    const int slot = SlotOf(scale, row[i]);
    const int digits = DigitsOf(scale);
    int64_t above = 0;
    if (slot > 0) {
      answers.emplace_back(instrument.items[i].code, CodeOfSlot(scale, slot));
    } else if (digits > 0 && row[i] == kOptionBytes[0] && digits_at + digits <= row.size() &&
               absl::SimpleAtoi(row.substr(digits_at, digits), &above)) {
      answers.emplace_back(instrument.items[i].code, absl::StrCat(scale.low + above * scale.step));
    }
    digits_at += digits;
  }
  return answers;
}

}  // namespace pcsp::assessments
