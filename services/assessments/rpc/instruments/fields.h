// What the requests about instruments have in common.
#pragma once

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "common/storage/request_log.h"
#include "services/assessments/domain/names.h"
#include "services/assessments/rpc/convert.h"
#include "services/assessments/rpc/instruments/convert_instruments.h"
#include "services/assessments/rpc/results/final_replies.h"

namespace pcsp::assessments {

// The key under which the reply to `request` is remembered: all of it but its request_id.
template <typename Request>
sql::RequestKey KeyOfInstrument(absl::string_view method, Request request) {
  sql::RequestKey key;
  key.method = absl::StrCat("assessments.", method);
  key.request_id = absl::AsciiStrToLower(request.request_id());
  request.clear_request_id();
  key.payload_hash = Sha256Hex(BytesOf(request));
  return key;
}

// The name of a version of a programme's own.
inline InstrumentName OwnNameFrom(absl::string_view field, const std::string& text,
                                  Violations& violations) {
  auto name = ParseInstrumentName(text);
  if (name && !name->programme.empty()) return *std::move(name);
  violations.Add(std::string(field), text, kOwnInstrumentNameRule);
  return {};
}

// Sets the programme and the id of a new instrument; one is made where none is given.
inline void NameNew(const std::string& parent, const std::string& id, absl::Time now,
                    Instrument& instrument, Violations& violations) {
  const auto programme = ParseProgrammeName(parent);
  if (!programme) violations.Add("parent", parent, kProgrammeNameRule);
  if (!id.empty() && !IsResourceId(id)) violations.Add("instrument_id", id, kResourceIdRule);
  instrument.programme = programme.value_or("");
  instrument.id = id.empty() ? NewUuid(now) : id;
}

inline std::string SerialisedEdition(const Edition& edition) { return BytesOf(ToProto(edition)); }

inline absl::StatusOr<pb::Instrument> ParsedInstrument(const absl::StatusOr<std::string>& reply) {
  RETURN_IF_ERROR(reply.status());
  pb::Instrument instrument;
  if (!instrument.ParseFromString(*reply)) return absl::DataLossError("stored reply");
  return instrument;
}

}  // namespace pcsp::assessments
