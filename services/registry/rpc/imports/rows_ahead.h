// The rows of a file, read on a thread of its own while those before them are planned and written.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"

namespace pcsp::registry {

// A row of a file by its number, as a spreadsheet shows it.
struct FileLine {
  int64_t number = 0;
  std::vector<std::string> fields;
};

// Reads ahead by two batches at most, so that memory does not grow with the file. For one reader.
class RowsAhead {
 public:
  using Take = std::function<absl::Status(int64_t, std::vector<std::string>)>;
  // Gives every row to its argument and returns what the reading ended with; an error of `Take`
  // must end it at once.
  using Read = std::function<absl::Status(const Take&)>;

  // `read` and what it refers to must outlive this; it runs on the thread.
  RowsAhead(size_t rows_at_once, Read read);
  // Waits for the thread; rows that nobody asked for are dropped.
  ~RowsAhead();
  RowsAhead(const RowsAhead&) = delete;
  RowsAhead& operator=(const RowsAhead&) = delete;

  // The next rows, `rows_at_once` of them until the last; none once the file has ended. What went
  // wrong with the reading comes after the rows before it.
  absl::StatusOr<std::vector<FileLine>> Next();

 private:
  void Run();
  absl::Status Keep(FileLine line);
  absl::Status HandOver();

  const size_t rows_at_once_;
  const Read read_;
  std::vector<FileLine> filling_;  // of the thread alone
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::vector<FileLine>> ready_;
  absl::Status ended_with_;
  bool ended_ = false;
  bool stopped_ = false;
  std::thread thread_;
};

}  // namespace pcsp::registry
