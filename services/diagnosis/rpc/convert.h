// The dictionary between the contract and the domain.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "pcsp/diagnosis/v1/diagnosis_service.pb.h"
#include "services/diagnosis/domain/diagnosis.h"
#include "services/diagnosis/store/store.h"

namespace pcsp::diagnosis {

// Nothing for a level that is unspecified or unknown; ResolveEvidence() reports it.
std::optional<Level> FromProto(type::v1::Level level);
LevelEvidence FromProto(const v1::LevelEvidence& level);
Evidence FromProto(const v1::Evidence& evidence);

// Defaults filled in; adds what is wrong to `violations`.
DiagnoseOptions OptionsFromProto(const v1::DiagnoseRequest& request, Violations* violations);

// What a list asks for, without its page; adds what is wrong to `violations`.
DiagnosisQuery QueryFromProto(const v1::ListDiagnosesRequest& request, Violations* violations);

// Where a list of diagnoses goes on, from the parts of a page token: time and id of the last one.
std::optional<DiagnosisCursor> DiagnosisCursorFrom(const std::vector<std::string>& parts);

v1::Band ToProto(Band band);
google::protobuf::Timestamp ToTimestamp(absl::Time time);
// Not signed (Footing::Sign).
v1::Diagnosis ToProto(const Model& model, const Diagnosis& diagnosis);

// The diagnosis in `stored.payload`, with its name and the rest of what is stored beside it.
// DATA_LOSS if the payload cannot be read.
absl::StatusOr<v1::Diagnosis> ToProto(const StoredDiagnosis& stored);

// Says of each finding of a stored diagnosis, by its name, whether a reviewer should be asked.
void MarkAskedAbout(const std::string& name, v1::Diagnosis* diagnosis);

// Leaves out what must not be stored: suggestions, and unless `keep_quotes` every word of a note.
void LeaveOutWords(bool keep_quotes, v1::Diagnosis* diagnosis);

// Leaves out what the basic view does not have.
void MakeBasic(v1::Diagnosis* diagnosis);

}  // namespace pcsp::diagnosis
