// Page tokens: where a list goes on, in a form that callers can only hand back.
//
//   tokens.Decode(request.page_token(), {"ListOrganisations", parent, filter})  -> the cursor
//   tokens.Encode({last.code, last.uid}, {"ListOrganisations", parent, filter})
//
// A token is signed together with the arguments of the list, so that it cannot be edited or used
// with other arguments. It is not encrypted and gives no authority: the list checks rights and
// scope for each page as for the first.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace pcsp {

// Thread-safe.
class PageTokens {
 public:
  // All replicas must share `key` (any bytes; 32 random ones are best), or pages break off when
  // the next call lands elsewhere.
  explicit PageTokens(std::string key) : key_(std::move(key)) {}

  // `arguments` is everything that decides what is listed and in which order, but not page_size.
  std::string Encode(const std::vector<std::string>& cursor,
                     const std::vector<std::string>& arguments) const;

  // The cursor; empty for an empty token: the first page. INVALID_FIELDS on `page_token` for a
  // token that was edited, or made with another key or for other arguments.
  absl::StatusOr<std::vector<std::string>> Decode(absl::string_view token,
                                                  const std::vector<std::string>& arguments) const;

 private:
  std::string Sign(absl::string_view cursor, const std::vector<std::string>& arguments) const;

  const std::string key_;
};

}  // namespace pcsp
