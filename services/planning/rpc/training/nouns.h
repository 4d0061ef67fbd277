// The standard methods, once for every noun: what is created, read, listed, changed and deleted.
//
// Each noun specialises Noun<T> and has ToProto(const T&) beside it (convert_*.h).
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/base/ids.h"
#include "common/base/status_macros.h"
#include "common/rpc/call.h"
#include "services/planning/rpc/training/fields.h"
#include "services/planning/store/training/store.h"

namespace pcsp::planning::training {

// Its message and its words: `using Proto`, `kType`, `kCollection`.
template <typename T>
struct Noun;

// What every method works with. Both outlive the methods. Thread-safe.
struct Desk {
  sql::RecordStore* records;
  const PageTokens* tokens;
};

template <typename T>
std::string NameOf(const T& value) {
  return NameIn(value.programme, Noun<T>::kCollection, value.id);
}

// `<TYPE>_NOT_FOUND`.
template <typename T>
absl::StatusOr<T> Find(sql::RecordReader& reader, const NameParts& id) {
  std::optional<T> found = reader.Find<T>({id.programme, id.id});
  if (found) return *std::move(found);
  return ResourceNotFound(Noun<T>::kType, NameIn(id.programme, Noun<T>::kCollection, id.id));
}

// All of a programme that fulfil `where`.
template <typename T>
std::vector<T> AllOf(sql::RecordReader& reader, const std::string& programme,
                     std::vector<sql::Condition> where = {}) {
  where.push_back(sql::Is("programme", programme));
  return reader.List<T>({.where = std::move(where)});
}

// Puts a value that a call has changed.
template <typename T>
void Keep(sql::RecordWriter& writer, T& value, absl::Time now) {
  ++value.revision;
  value.update_time = now;
  writer.Put(value);
}

// Reads, and may adjust, what is about to be kept; adds everything that is wrong.
template <typename T>
using Rule = absl::FunctionRef<void(sql::RecordReader&, T&, Violations&)>;

// `violations` are those found so far, to be told with those of `rule`. `<TYPE>_EXISTS`.
template <typename T, typename Request>
absl::StatusOr<typename Noun<T>::Proto> Create(const Desk& desk, absl::string_view method,
                                               const rpc::Call& call, const Request& request,
                                               T value, const Violations& violations,
                                               Rule<T> rule) {
  using Proto = typename Noun<T>::Proto;
  if (value.programme.empty()) return violations.ToStatus();
  if (value.id.empty()) value.id = NewUuid(call.now);
  value.create_time = value.update_time = call.now;
  const auto change = ChangeOf(method, call, value.programme, request);
  return Write<Proto>(*desk.records, change,
                      [&](sql::RecordWriter& writer) -> absl::StatusOr<Proto> {
                        T made = value;
                        Violations all = violations;
                        rule(writer, made, all);
                        RETURN_IF_ERROR(all.ToStatus());
                        if (writer.Find<T>({made.programme, made.id})) {
                          return ResourceExists(Noun<T>::kType, NameOf(made));
                        }
                        writer.Insert(made);
                        writer.Concerns(NameOf(made));
                        writer.TellsOf(NameOf(made));
                        return ToProto(made);
                      });
}

template <typename T, typename Request>
absl::StatusOr<typename Noun<T>::Proto> Get(const Desk& desk, const Request& request) {
  Violations violations;
  const NameParts id = NameFrom(Noun<T>::kCollection, "name", request.name(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  typename Noun<T>::Proto reply;
  RETURN_IF_ERROR(desk.records->Read([&](sql::RecordReader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const T found, Find<T>(reader, id));
    reply = ToProto(found);
    return absl::OkStatus();
  }));
  return reply;
}

// One page in the order of the query, with the cursor of the page after it; "" at the end.
template <typename T>
struct Listed {
  std::vector<T> items;
  std::string next_page_token;
};

// `query` says which and in what order; `cursor` gives the values of that order. `violations` and
// `arguments` are those of the request, the method's name and the parent first.
template <typename T, typename Request>
absl::StatusOr<Listed<T>> List(const Desk& desk, const Request& request,
                               std::vector<std::string> arguments, sql::Query query,
                               Violations& violations,
                               absl::FunctionRef<std::vector<std::string>(const T&)> cursor) {
  const Page page =
      PageFrom(request.page_size(), request.page_token(), *desk.tokens, arguments, violations);
  RETURN_IF_ERROR(violations.ToStatus());
  query.after = page.cursor;
  query.limit = page.size + 1;
  Listed<T> listed;
  RETURN_IF_ERROR(desk.records->Read([&](sql::RecordReader& reader) {
    listed.items = reader.List<T>(query);
    return absl::OkStatus();
  }));
  if (TakeExtra(listed.items, page)) {
    listed.next_page_token = desk.tokens->Encode(cursor(listed.items.back()), arguments);
  }
  return listed;
}

// The order of most lists.
template <typename T>
std::vector<std::string> IdCursor(const T& value) {
  return {value.id};
}

// Changes what is called `id`; `rule` makes the change. `<TYPE>_NOT_FOUND`, ETAG_MISMATCH.
template <typename T, typename Request>
absl::StatusOr<typename Noun<T>::Proto> Update(const Desk& desk, absl::string_view method,
                                               const rpc::Call& call, const Request& request,
                                               const NameParts& id, const std::string& etag,
                                               const Violations& violations, Rule<T> rule) {
  using Proto = typename Noun<T>::Proto;
  if (id.programme.empty()) return violations.ToStatus();
  const auto change = ChangeOf(method, call, id.programme, request);
  return Write<Proto>(
      *desk.records, change, [&](sql::RecordWriter& writer) -> absl::StatusOr<Proto> {
        ASSIGN_OR_RETURN(T value, Find<T>(writer, id));
        RETURN_IF_ERROR(CheckEtag(Noun<T>::kType, NameOf(value), etag, value.revision));
        Violations all = violations;
        rule(writer, value, all);
        RETURN_IF_ERROR(all.ToStatus());
        Keep(writer, value, call.now);
        writer.Concerns(NameOf(value));
        writer.TellsOf(NameOf(value));
        return ToProto(value);
      });
}

// Deletes what is called so, unless `allow`, which may delete what goes with it, refuses; and
// replies what it was. `<TYPE>_NOT_FOUND`, ETAG_MISMATCH.
template <typename T, typename Request>
absl::StatusOr<typename Noun<T>::Proto> Delete(
    const Desk& desk, absl::string_view method, const rpc::Call& call, const Request& request,
    absl::FunctionRef<absl::Status(sql::RecordWriter&, const T&)> allow) {
  using Proto = typename Noun<T>::Proto;
  Violations violations;
  const NameParts id = NameFrom(Noun<T>::kCollection, "name", request.name(), violations);
  CheckRequestId(request.request_id(), violations);
  RETURN_IF_ERROR(violations.ToStatus());
  const auto change = ChangeOf(method, call, id.programme, request);
  return Write<Proto>(
      *desk.records, change, [&](sql::RecordWriter& writer) -> absl::StatusOr<Proto> {
        ASSIGN_OR_RETURN(const T value, Find<T>(writer, id));
        RETURN_IF_ERROR(CheckEtag(Noun<T>::kType, NameOf(value), request.etag(), value.revision));
        RETURN_IF_ERROR(allow(writer, value));
        writer.Remove<T>({sql::Is("programme", id.programme), sql::Is("id", id.id)});
        writer.Concerns(NameOf(value));
        writer.TellsOf(NameOf(value));
        return ToProto(value);
      });
}

}  // namespace pcsp::planning::training
