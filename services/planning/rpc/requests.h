// What the requests of all methods have in common: names, pages, request ids, etags, and how what
// changes something goes to the store.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/base/page_token.h"
#include "common/base/status_macros.h"
#include "common/rpc/call.h"
#include "common/storage/records/records.h"
#include "google/protobuf/timestamp.pb.h"
#include "services/planning/domain/names.h"

namespace pcsp::planning {

inline constexpr absl::string_view kProgrammeShape = "programmes/{programme}";
inline constexpr absl::string_view kOrganisationShape =
    "programmes/{programme}/organisations/{organisation}";

// Each adds to `violations` what is wrong with `field` and then returns something empty.
std::string ProgrammeFrom(absl::string_view field, absl::string_view name, Violations& violations);
OrganisationName OrganisationFrom(absl::string_view field, absl::string_view name,
                                  Violations& violations);
OrganisationName OrganisationOrAllFrom(absl::string_view field, absl::string_view name,
                                       Violations& violations);
// The id of a solution of the catalogue or of `programme`.
std::string SolutionFrom(absl::string_view programme, absl::string_view field,
                         absl::string_view name, Violations& violations);

// Empty, or a UUID.
void CheckRequestId(absl::string_view request_id, Violations& violations);

std::string EtagOf(int64_t revision);
google::protobuf::Timestamp TimestampOf(absl::Time time);
// OK if `given` is empty or equal to that of `revision`; ETAG_MISMATCH otherwise.
absl::Status CheckEtag(absl::string_view type, absl::string_view name, absl::string_view given,
                       int64_t revision);

// One page of a list.
struct Page {
  int size = 0;
  std::vector<std::string> cursor;  // of the last item of the page before; empty for the first
};

// `arguments` is everything that decides what is listed, the method's name first.
Page PageFrom(int page_size, int usual, int largest, const std::string& page_token,
              const PageTokens& tokens, const std::vector<std::string>& arguments,
              Violations& violations);

// Lists ask for one item more than the page holds. If it is there it is taken off again: the page
// is not the last.
template <typename T>
bool TakeExtra(std::vector<T>& items, const Page& page) {
  if (items.size() <= static_cast<size_t>(page.size)) return false;
  items.pop_back();
  return true;
}

// The change that `request` asks for. Two requests are the same if all but their request_id is.
template <typename Request>
sql::RecordChange ChangeOf(absl::string_view method, const rpc::Call& call,
                           absl::string_view programme, Request request) {
  sql::RecordChange change{.key = {}, .now = call.now, .programme = std::string(programme)};
  change.key.method = absl::StrCat("planning.", method);
  change.key.request_id = absl::AsciiStrToLower(request.request_id());
  request.clear_request_id();
  if (!change.key.request_id.empty()) {
    change.key.payload_hash = Sha256Hex(request.SerializeAsString());
  }
  if constexpr (requires { request.validate_only(); }) {
    change.validate_only = request.validate_only();
  }
  return change;
}

// A reply as it is remembered.
template <typename Reply>
absl::StatusOr<Reply> Remembered(const std::string& bytes) {
  Reply reply;
  if (!reply.ParseFromString(bytes)) return absl::InternalError("a stored reply is not readable");
  return reply;
}

// Runs `body` in a transaction and returns what it returns, or the reply remembered for the change.
template <typename Reply>
absl::StatusOr<Reply> Write(sql::RecordStore& records, const sql::RecordChange& change,
                            absl::FunctionRef<absl::StatusOr<Reply>(sql::RecordWriter&)> body) {
  ASSIGN_OR_RETURN(
      const std::string bytes,
      records.Write(change, [&](sql::RecordWriter& writer) -> absl::StatusOr<std::string> {
        ASSIGN_OR_RETURN(const Reply reply, body(writer));
        return reply.SerializeAsString();
      }));
  return Remembered<Reply>(bytes);
}

}  // namespace pcsp::planning
