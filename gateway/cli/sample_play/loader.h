// Plays the sample programme through the public API, as a programme manager would.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/cli/sample/blueprint.h"
#include "gateway/cli/sample/programme.h"
#include "gateway/cli/session.h"

namespace pcsp::cli {

inline constexpr char kSampleProgramme[] = "sample";
inline constexpr char kFirstWave[] = "programmes/sample/waves/first";
inline constexpr char kSecondWave[] = "programmes/sample/waves/second";  // a year later

// The id of the request that does a step of loading: always the same.
std::string SampleRequestId(const std::string& step);

// Ok for a step done by an earlier run whose request is no longer remembered.
absl::Status DoneOrExists(const absl::Status& status);

// What the knowledge base and the instruments that ship look like to the generator.
absl::StatusOr<gateway::sample::Blueprint> ReadBlueprint(const std::string& content_dir);

// Registers the organisations and their milestones, introduces practices to the programme, and
// records monthly counts and visits; then, twice, opens a wave at all three levels, submits the
// answers, closes the wave and waits for its diagnoses and plans, with the teams on core days in
// between; tells stories, plans two years of training, and has some practices agree their plans and
// begin. The second wave is answered by invitation if
// `sheets`, a folder for its link sheets, is given. Every step has a request id of its own that is
// always the same, so after a crash the whole is simply run again with the same folder and ends in
// the same state. FAILED_PRECONDITION where another version of the sample has been loaded.
absl::Status LoadSample(Session& session, const gateway::sample::SampleProgramme& programme,
                        const gateway::sample::Options& options, const std::string& sheets = "");

}  // namespace pcsp::cli
