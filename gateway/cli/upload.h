// Sends a file to a method that takes a stream: first what to do with it, then its bytes.
#pragma once

#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "common/base/error.h"
#include "common/rpc/status.h"
#include "gateway/cli/progress_bar.h"
#include "gateway/cli/session.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/sync_stream.h"

namespace pcsp::cli {

// A file that cannot be read. FAILED_PRECONDITION, FILE_UNREADABLE.
inline absl::Status FileUnreadable(const std::string& path) {
  return StateForbids("FILE_UNREADABLE", "file", path, "The file cannot be read.",
                      "check that it exists and may be read");
}

// `first` has the config, to which the size is added, 0 if it is not known; every further message
// has a piece of `in`, which is called `path`, in `data`. Several minutes are allowed however short
// --timeout is.
template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> UploadFrom(
    Session& session, Stub& stub,
    std::unique_ptr<grpc::ClientWriter<Request>> (Stub::*method)(grpc::ClientContext*, Response*),
    Request first, std::istream& in, int64_t size, const std::string& path) {
  first.mutable_config()->set_size_bytes(size);
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(
      absl::Now() + std::max(absl::Minutes(10), absl::Seconds(session.timeout_seconds))));
  Response response;
  auto writer = (stub.*method)(&context, &response);
  bool open = writer->Write(first);
  ProgressBar bar("sending " + path);
  std::string piece(256 << 10, '\0');
  for (int64_t sent = 0; open && in; bar.Set(sent, size)) {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    Request message;
    message.set_data(piece.data(), in.gcount());
    sent += in.gcount();
    if (in.gcount() > 0) open = writer->Write(message);
  }
  writer->WritesDone();
  const grpc::Status status = writer->Finish();
  if (!status.ok()) return rpc::FromGrpcStatus(status);
  return response;
}

// The same of a file. "-" reads standard input, of unknown size.
template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> Upload(
    Session& session, Stub& stub,
    std::unique_ptr<grpc::ClientWriter<Request>> (Stub::*method)(grpc::ClientContext*, Response*),
    Request first, const std::string& path) {
  std::ifstream file;
  std::error_code error;
  const bool from_stdin = path == "-";
  if (!from_stdin) file.open(path, std::ios::binary);
  if (!from_stdin && !file) return FileUnreadable(path);
  const uintmax_t known = from_stdin ? 0 : std::filesystem::file_size(path, error);
  const int64_t size = error ? 0 : static_cast<int64_t>(known);  // a pipe has none
  return UploadFrom(session, stub, method, std::move(first), from_stdin ? std::cin : file, size,
                    path);
}

}  // namespace pcsp::cli
