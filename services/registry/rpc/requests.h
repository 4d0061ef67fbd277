// What the requests of all methods have in common: names, pages, request ids, etags.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "common/base/page_token.h"
#include "google/protobuf/duration.pb.h"
#include "services/registry/domain/names.h"

namespace pcsp::registry {

// Each adds to `violations` what is wrong with `field` and then returns something empty.
std::string ProgrammeFrom(absl::string_view field, absl::string_view name, Violations& violations);
OrganisationId OrganisationFrom(absl::string_view field, absl::string_view name,
                                Violations& violations);
RelationshipId RelationshipFrom(absl::string_view field, absl::string_view name,
                                Violations& violations);
ImportConflictId ImportConflictFrom(absl::string_view field, absl::string_view name,
                                    Violations& violations);
MilestoneId MilestoneFrom(absl::string_view field, absl::string_view name, Violations& violations);
// An organisation, or just a programme if it ends in `organisations/-`.
OrganisationId OrganisationOrAllFrom(absl::string_view field, absl::string_view name,
                                     Violations& violations);
// `name` itself if it is empty or that of a person of `programme`.
std::string PersonNameOf(absl::string_view programme, absl::string_view field,
                         absl::string_view name, Violations& violations);
PersonId PersonFrom(absl::string_view field, absl::string_view name, Violations& violations);
AppointmentId AppointmentFrom(absl::string_view field, absl::string_view name,
                              Violations& violations);
// An organisation or a person of `programme`, or "" if `name` is empty.
std::string OrganisationOf(absl::string_view programme, absl::string_view field,
                           absl::string_view name, Violations& violations);
std::string PersonOf(absl::string_view programme, absl::string_view field, absl::string_view name,
                     Violations& violations);

// Empty, or an id that a user may choose.
void CheckNewId(absl::string_view field, absl::string_view id, Violations& violations);

// Empty, or a UUID.
void CheckRequestId(absl::string_view field, absl::string_view request_id, Violations& violations);

// Nothing, or up to 2 s: what Question::max_staleness may be.
void CheckStaleness(absl::string_view field, const google::protobuf::Duration& duration,
                    Violations& violations);

// OK if `given` is empty or equal to `current`; ETAG_MISMATCH otherwise.
absl::Status CheckEtag(absl::string_view type, absl::string_view name, absl::string_view given,
                       absl::string_view current);

// One page of a list.
struct Page {
  int size = 0;                     // 1 to 1000
  std::vector<std::string> cursor;  // of the last item of the page before; empty for the first

  // The i-th part of the cursor; "" for the first page.
  std::string After(size_t i) const { return i < cursor.size() ? cursor[i] : ""; }
};

// Lists ask for one item more than the page holds. If it is there it is taken off again: the page
// is not the last.
template <typename T>
bool TakeExtra(std::vector<T>& items, const Page& page) {
  if (items.size() <= static_cast<size_t>(page.size)) return false;
  items.pop_back();
  return true;
}

// `arguments` is everything that decides what is listed, the method's name first.
Page PageFrom(int page_size, const std::string& page_token, const PageTokens& tokens,
              const std::vector<std::string>& arguments, Violations& violations);

}  // namespace pcsp::registry
