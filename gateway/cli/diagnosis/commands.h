// The parts of `pcspctl diagnosis` that have a file of their own.
#pragma once

#include "gateway/cli/command.h"

namespace pcsp::cli {

void AddDiagnosisChanges(Command noun, Session& session);      // compare, what-if, ask
void AddDiagnosisReviews(Command noun, Session& session);      // review, reviews, withdraw ...
void AddDiagnosisCalibration(Command noun, Session& session);  // calibration
void AddIssueSpread(Command noun, Session& session);           // spread
void AddDiagnosisBatch(Command noun, Session& session);        // batch

}  // namespace pcsp::cli
