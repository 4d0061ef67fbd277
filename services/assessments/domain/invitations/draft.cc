#include "services/assessments/domain/invitations/draft.h"

#include <map>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/text/json_value.h"
#include "common/text/yaml.h"

namespace pcsp::assessments {
namespace {

// A row has no end of line in it, and JSON does not mind blanks behind.
constexpr char kEndOfRow = '\n';
constexpr size_t kStep = 512;

}  // namespace

absl::StatusOr<std::string> TextOfDraft(const PackedAnswers& draft) {
  if (draft.words.empty()) return draft.row;
  std::map<std::string, std::string> words;
  for (const ItemWords& item : draft.words) words[item.item] = item.text;
  std::string text =
      absl::StrCat(draft.row, std::string(1, kEndOfRow), text::Json(words).Indented());
  if (text.size() > kLongestDraft) {
    return InvalidField("words", "", absl::StrCat("at most ", kLongestDraft, " bytes in all"));
  }
  text.resize((text.size() + kStep - 1) / kStep * kStep, ' ');
  return text;
}

PackedAnswers DraftOfText(absl::string_view text) {
  const size_t end = text.find(kEndOfRow);
  PackedAnswers draft{.row = std::string(text.substr(0, end)), .words = {}};
  if (end == absl::string_view::npos) return draft;
  absl::StatusOr<text::Document> document = text::ParseJson(text.substr(end + 1), "draft");
  if (!document.ok()) return draft;
  for (const auto& [item, words] : document->root().Map()) {
    draft.words.push_back({item, words.String()});
  }
  return draft;
}

}  // namespace pcsp::assessments
