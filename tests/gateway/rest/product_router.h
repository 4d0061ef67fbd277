// A router over everything that the product serves.
#pragma once

#include "gateway/rest/router.h"

namespace pcsp::rest::testing {

// Of every service of the contract.
Router ProductRouter();

}  // namespace pcsp::rest::testing
