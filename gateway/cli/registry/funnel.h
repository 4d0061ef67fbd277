// The funnel of a programme as tables.
#pragma once

#include "gateway/cli/output.h"
#include "pcsp/registry/v1/milestone.pb.h"

namespace pcsp::cli {

// For people: all sites by state, then a line for each steering group. CSV: one line for each group
// and state, the total under the group `total`. JSON: the message.
void PrintFunnel(Format format, const registry::v1::MilestoneFunnel& funnel);

}  // namespace pcsp::cli
