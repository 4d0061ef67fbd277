// Between messages and the domain: waves, sites, answers.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/base/error.h"
#include "pcsp/assessments/v1/assessment_service.pb.h"
#include "services/assessments/domain/instrument.h"
#include "services/assessments/domain/names.h"
#include "services/assessments/domain/response.h"
#include "services/assessments/domain/wave.h"
#include "services/assessments/domain/wave_opening.h"

namespace pcsp::assessments {

namespace pb = ::pcsp::assessments::v1;

pcsp::type::v1::Level ToProto(Level level);
pcsp::type::v1::Construct ToProto(Construct construct);
pb::Wave ToProto(const Wave& wave);
pb::WaveOpening ToProto(const Wave& wave, const WaveOpening& opening);
pb::WaveState ToProto(WaveState state);
pb::ResponseBand ToProto(const Band& band);

// Nothing for UNSPECIFIED and for values that this program does not know.
std::optional<Level> FromProto(pcsp::type::v1::Level level);
std::optional<StaffGroup> FromProto(pcsp::type::v1::StaffGroup group);

// What is wrong is added to `violations` under the request's own field paths.
Wave FromProto(const pb::CreateWaveRequest& request, Violations& violations);
std::vector<WaveSite> FromProto(const pb::OpenWaveRequest& request, const std::string& programme,
                                Violations& violations);
WaveName WaveNameFrom(absl::string_view field, const std::string& name, Violations& violations);
// A UUID in lower case; "" when there is none.
std::string RequestIdFrom(absl::string_view field, const std::string& id, Violations& violations);
// The answers of a request that outlives them.
std::vector<Answer> AnswersOf(const pb::SubmitResponseRequest& request);
std::vector<Answer> WordsOf(const pb::SubmitResponseRequest& request);

}  // namespace pcsp::assessments
