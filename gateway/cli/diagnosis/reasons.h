// Why a diagnosis says what it says, in words.
#pragma once

#include <string>

#include "pcsp/diagnosis/v1/diagnosis.pb.h"

namespace pcsp::cli {

// Of the first `limit` findings: what each rests on, in decibans that add up, how firm it is, and
// what may be behind it.
std::string Reasons(const diagnosis::v1::Diagnosis& diagnosis, int limit);

// Which of its level's notes a quote is from.
std::string PlaceOf(const diagnosis::v1::Quote& quote);

}  // namespace pcsp::cli
