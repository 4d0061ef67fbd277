// The parts of `pcspctl diagnosis` that have a file of their own.
#pragma once

#include "gateway/cli/command.h"

namespace pcsp::cli {

void AddDiagnosisChanges(CLI::App& noun, Session& session);      // compare, what-if, ask
void AddDiagnosisReviews(CLI::App& noun, Session& session);      // review, reviews, withdraw ...
void AddDiagnosisCalibration(CLI::App& noun, Session& session);  // calibration
void AddIssueSpread(CLI::App& noun, Session& session);           // spread
void AddDiagnosisBatch(CLI::App& noun, Session& session);        // batch

}  // namespace pcsp::cli
