// What requests about measures and observations have in common.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/page_token.h"
#include "common/storage/request_log.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "services/assessments/domain/measures/month.h"
#include "services/assessments/domain/names.h"

namespace pcsp::assessments {

// The key under which the reply to `request` is remembered. The messages hashed here have no map,
// and so their bytes follow from their fields.
template <typename Request>
sql::RequestKey ChangeKey(absl::string_view method, Request request) {
  sql::RequestKey key{.method = absl::StrCat("assessments.", method),
                      .request_id = absl::AsciiStrToLower(request.request_id())};
  request.clear_request_id();
  key.payload_hash = Sha256Hex(request.SerializeAsString());
  return key;
}

// A reply that was remembered as bytes.
template <typename Reply>
absl::StatusOr<Reply> ReplyFrom(const absl::StatusOr<std::string>& bytes) {
  if (!bytes.ok()) return bytes.status();
  Reply reply;
  if (!reply.ParseFromString(*bytes)) return absl::DataLossError("stored reply");
  return reply;
}

// Each adds to `violations` what is wrong with `field` and then returns something empty.
std::string ProgrammeFrom(absl::string_view field, const std::string& name, Violations& violations);
MeasureName MeasureFrom(absl::string_view field, const std::string& name, Violations& violations);
OrganisationName OrganisationFrom(absl::string_view field, const std::string& name,
                                  Violations& violations);
// An organisation, or just a programme if it ends in `organisations/-`.
OrganisationName OrganisationOrAllFrom(absl::string_view field, const std::string& name,
                                       Violations& violations);
// The id of an organisation of `programme`.
std::string OrganisationOf(const std::string& programme, absl::string_view field,
                           const std::string& name, Violations& violations);
// Nothing when the text is empty.
std::optional<Month> MonthFrom(absl::string_view field, const std::string& text,
                               Violations& violations);
std::optional<Day> DayFrom(absl::string_view field, const std::string& text,
                           Violations& violations);
// Adds a violation on `until_field` when it is before `from`.
template <typename Date>
void CheckOrder(const std::optional<Date>& from, const std::optional<Date>& until,
                absl::string_view until_field, Violations& violations) {
  if (!from || !until || *from <= *until) return;
  violations.Add(std::string(until_field), absl::FormatCivilTime(*until),
                 absl::StrCat("not before ", absl::FormatCivilTime(*from)));
}

// One page of a list.
struct ListPage {
  int size = 0;                     // 1 to 1000
  std::vector<std::string> cursor;  // of the last item of the page before; empty for the first
};
ListPage PageFrom(int page_size, const std::string& page_token, const PageTokens& tokens,
                  const std::vector<std::string>& arguments, Violations& violations);

// The fields that an update is about: those named, all for `*`, and for none all of `fields` that
// `has_value` says have one. Others are passed over if they are fields of the message at all.
std::set<std::string> FieldsOf(const google::protobuf::FieldMask& mask,
                               const std::set<std::string>& fields,
                               const google::protobuf::Message& message, Violations& violations);

void SetTime(absl::Time time, google::protobuf::Timestamp* stamp);

}  // namespace pcsp::assessments
