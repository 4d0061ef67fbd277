// A diagnosis as people read it.
#pragma once

#include <string>

#include "gateway/cli/output.h"
#include "pcsp/diagnosis/v1/diagnosis.pb.h"

namespace pcsp::cli {

std::string BandWord(diagnosis::v1::Band band);

// A row each of the first `limit` findings.
Table FindingRows(const diagnosis::v1::Diagnosis& diagnosis, int limit);

// The findings, with `why` what each rests on and what would move it, the success factors, what is
// withheld, what notes may say, and what to collect and to ask next.
std::string InWords(const diagnosis::v1::Diagnosis& diagnosis, int limit, bool why);

}  // namespace pcsp::cli
