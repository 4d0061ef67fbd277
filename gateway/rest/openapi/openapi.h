// The contract as an OpenAPI 3.0 document, for those who generate clients or read in a browser.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "gateway/rest/openapi/contract.h"
#include "gateway/rest/router.h"

namespace pcsp::rest {

// JSON: every route of `router` with its parameters, bodies, answers and errors, and every message
// that they use, in the words of `contract`. Routes of HTTP methods that OpenAPI does not know are
// left out. Takes some tens of milliseconds for all services.
std::string OpenApiDocument(const Router& router, const Contract& contract,
                            absl::string_view version);

}  // namespace pcsp::rest
