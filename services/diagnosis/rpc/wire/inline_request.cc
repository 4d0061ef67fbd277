#include "services/diagnosis/rpc/wire/inline_request.h"

#include <algorithm>
#include <string>
#include <utility>

#include "services/diagnosis/rpc/convert.h"
#include "services/diagnosis/rpc/wire/field_reader.h"

namespace pcsp::diagnosis {
namespace {

// What most items have: five answers and three kinds of "not relevant".
constexpr size_t kUsualCategories = 8;

// The functions below read one message each. False is not yet a fault: they know the usual form
// alone, in which everything but the elements of lists stands once.

// Anything beyond ASCII has to be proved UTF-8, which is left to the generated parser.
bool ReadText(absl::string_view bytes, std::string* text) {
  const bool ascii = std::none_of(bytes.begin(), bytes.end(), [](char c) { return c & 0x80; });
  if (ascii) text->assign(bytes.data(), bytes.size());
  return ascii;
}

// As generated code takes 64 bits for a field of 32.
int32_t Int32(const FieldReader& field) { return static_cast<int32_t>(field.value()); }

// An entry of ItemEvidence.answers, put in its place in the order of codes.
bool ReadAnswer(absl::string_view bytes, ItemEvidence* item) {
  std::pair<std::string, int64_t> answer;
  FieldReader field(bytes);
  while (field.Next()) {
    if (field.IsBytes(1)) {
      if (!ReadText(field.bytes(), &answer.first)) return false;
    } else if (field.IsNumber(2)) {
      answer.second = Int32(field);
    } else {
      return false;
    }
  }
  const auto at = std::lower_bound(item->answers.begin(), item->answers.end(), answer,
                                   [](const auto& a, const auto& b) { return a.first < b.first; });
  if (at != item->answers.end() && at->first == answer.first) return false;
  item->answers.insert(at, std::move(answer));
  return field.ok();
}

bool ReadItem(absl::string_view bytes, ItemEvidence* item) {
  using M = v1::ItemEvidence;
  item->answers.reserve(kUsualCategories);
  FieldReader field(bytes);
  while (field.Next()) {
    if (field.IsBytes(M::kItemFieldNumber)) {
      if (!ReadText(field.bytes(), &item->item)) return false;
    } else if (field.IsBytes(M::kAnswersFieldNumber)) {
      if (!ReadAnswer(field.bytes(), item)) return false;
    } else if (field.IsNumber(M::kWithheldFieldNumber)) {
      item->withheld = field.value() != 0;
    } else if (field.IsNumber(M::kWithheldReasonFieldNumber)) {
      item->reason = static_cast<WithheldReason>(Int32(field));
    } else {
      return false;
    }
  }
  return field.ok();
}

bool ReadFact(absl::string_view bytes, FactEvidence* fact) {
  using M = v1::FactEvidence;
  FieldReader field(bytes);
  while (field.Next()) {
    if (field.IsBytes(M::kFactFieldNumber)) {
      if (!ReadText(field.bytes(), &fact->fact)) return false;
    } else if (field.IsBytes(M::kCategoryFieldNumber)) {
      if (!ReadText(field.bytes(), &fact->category)) return false;
    } else {
      return false;
    }
  }
  return field.ok();
}

bool ReadLevel(absl::string_view bytes, LevelEvidence* level) {
  using M = v1::LevelEvidence;
  FieldReader field(bytes);
  while (field.Next()) {
    bool read = false;
    if (field.IsNumber(M::kLevelFieldNumber)) {
      level->level = FromProto(static_cast<type::v1::Level>(Int32(field)));
      read = true;
    } else if (field.IsBytes(M::kOrganisationFieldNumber)) {
      read = ReadText(field.bytes(), &level->organisation);
    } else if (field.IsNumber(M::kWithheldReasonFieldNumber)) {
      level->withheld_reason = static_cast<WithheldReason>(Int32(field));
      read = true;
    } else if (field.IsBytes(M::kItemsFieldNumber)) {
      read = ReadItem(field.bytes(), &level->items.emplace_back());
    } else if (field.IsBytes(M::kFactsFieldNumber)) {
      read = ReadFact(field.bytes(), &level->facts.emplace_back());
    }
    if (!read) return false;
  }
  return field.ok();
}

bool ReadEvidence(absl::string_view bytes, Evidence* evidence) {
  using M = v1::Evidence;
  FieldReader field(bytes);
  while (field.Next()) {
    if (field.IsNumber(M::kSubjectLevelFieldNumber)) {
      evidence->subject = FromProto(static_cast<type::v1::Level>(Int32(field)));
    } else if (!field.IsBytes(M::kLevelsFieldNumber) ||
               !ReadLevel(field.bytes(), &evidence->levels.emplace_back())) {
      return false;
    }
  }
  return field.ok();
}

absl::string_view ViewOf(const void* data, int size) {
  return {static_cast<const char*>(data), static_cast<size_t>(size)};
}

bool ReadBatched(absl::string_view bytes, BatchedRequest* to) {
  using M = v1::BatchDiagnoseRequest;
  bool read = false;
  FieldReader field(bytes);
  while (field.Next()) {
    const absl::string_view value = field.bytes();
    if (field.IsBytes(M::kKeyFieldNumber)) {
      if (!ReadText(value, &to->key)) return false;
    } else if (!field.IsBytes(M::kRequestFieldNumber) || std::exchange(read, true) ||
               !to->request.ParseFromArray(value.data(), static_cast<int>(value.size()))) {
      return false;
    }
  }
  return field.ok();
}

}  // namespace

InlineRequest::InlineRequest(v1::DiagnoseRequest request) : rest_(std::move(request)) {
  if (rest_.has_evidence()) evidence_ = FromProto(rest_.evidence());
}

bool InlineRequest::ParseFromArray(const void* data, int size) {
  if (ParsePlain(ViewOf(data, size))) return true;
  v1::DiagnoseRequest request;
  if (!request.ParseFromArray(data, size)) return false;
  *this = InlineRequest(std::move(request));
  return true;
}

bool InlineRequest::ParsePlain(absl::string_view bytes) {
  std::string rest;
  Evidence evidence;
  bool given = false;
  FieldReader field(bytes);
  while (field.Next()) {
    if (!field.IsBytes(v1::DiagnoseRequest::kEvidenceFieldNumber)) {
      rest.append(bytes.data() + field.begin(), field.end() - field.begin());
    } else if (std::exchange(given, true) || !ReadEvidence(field.bytes(), &evidence)) {
      return false;
    }
  }
  if (!field.ok() || !rest_.ParseFromString(rest)) return false;
  evidence_.reset();
  if (given) evidence_ = std::move(evidence);
  return true;
}

bool BatchedRequest::ParseFromArray(const void* data, int size) {
  *this = {};
  if (ReadBatched(ViewOf(data, size), this)) return true;
  v1::BatchDiagnoseRequest request;
  if (!request.ParseFromArray(data, size)) return false;
  key = request.key();
  this->request = InlineRequest(std::move(*request.mutable_request()));
  return true;
}

}  // namespace pcsp::diagnosis
