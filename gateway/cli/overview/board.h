// The programme board, as commands show it.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "gateway/cli/session.h"

namespace pcsp::cli {

absl::StatusOr<gateway::v1::ProgrammeBoard> ReadBoard(Session& session,
                                                      const std::string& wave_name);

// Tables one below the other for people; JSON, or the lines of the sites as CSV, for programs.
void PrintBoard(Format format, const gateway::v1::ProgrammeBoard& board);

// The tables for people as text.
std::string BoardAsText(const gateway::v1::ProgrammeBoard& board);

}  // namespace pcsp::cli
