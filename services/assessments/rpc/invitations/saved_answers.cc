#include "services/assessments/rpc/invitations/saved_answers.h"

#include "services/assessments/domain/invitations/draft.h"
#include "services/assessments/domain/response.h"

namespace pcsp::assessments {

ReadAnswers SavedAnswers(const Instrument& instrument, const std::optional<std::string>& opened) {
  ReadAnswers answers;
  if (!opened) return answers;
  const PackedAnswers draft = DraftOfText(*opened);
  answers.codes = UnpackAnswers(instrument, draft.row);
  for (const ItemWords& words : draft.words) answers.words.emplace_back(words.item, words.text);
  return answers;
}

void AddSaved(const ReadAnswers& saved, v1::SubmitResponseRequest& request) {
  // A map keeps what it has.
  for (const auto& [item, code] : saved.codes) request.mutable_answers()->insert({item, code});
  for (const auto& [item, words] : saved.words) request.mutable_words()->insert({item, words});
}

}  // namespace pcsp::assessments
