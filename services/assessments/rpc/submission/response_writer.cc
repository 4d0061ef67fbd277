#include "services/assessments/rpc/submission/response_writer.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "services/assessments/domain/errors.h"

namespace pcsp::assessments {
namespace {

// Trying rows one by one helps against a row that cannot be stored, not against a store that
// cannot be reached.
bool MayBeOneRow(const absl::Status& status) {
  return status.code() != absl::StatusCode::kUnavailable &&
         status.code() != absl::StatusCode::kResourceExhausted;
}

// From here on a thread that has to be woken costs less than telling.
constexpr size_t kMany = 8;

void Tell(const std::vector<ResponseWriter::Done>& done,
          const absl::StatusOr<Store::AppendResults>& results) {
  for (size_t i = 0; i < done.size(); ++i) {
    done[i](results.ok() ? (*results)[i] : results.status());
  }
}

}  // namespace

absl::StatusOr<Store::AppendResults> AppendEach(Store& store,
                                                absl::Span<const PackedResponse> responses) {
  absl::StatusOr<Store::AppendResults> together = store.Append(responses);
  if (together.ok() || !MayBeOneRow(together.status())) return together;
  Store::AppendResults results;
  for (size_t i = 0; i < responses.size(); ++i) {
    auto alone = store.Append(responses.subspan(i, 1));
    results.push_back(alone.ok() ? alone->front() : alone.status());
  }
  return results;
}

ResponseWriter::ResponseWriter(Store* store, Options options)
    : store_(store),
      options_(options),
      thread_([this] { Run(); }),
      telling_thread_([this] { RunTelling(); }) {}

ResponseWriter::~ResponseWriter() {
  {
    absl::MutexLock lock(&mutex_);
    ending_ = true;
  }
  thread_.join();
  {
    absl::MutexLock lock(&telling_mutex_);
    all_written_ = true;
  }
  telling_thread_.join();
}

void ResponseWriter::Submit(PackedResponse response, Done done) {
  {
    absl::MutexLock lock(&mutex_);
    if (queue_.responses.size() < options_.queue_limit && !ending_) {
      queue_.responses.push_back(std::move(response));
      queue_.done.push_back(std::move(done));
      return;
    }
  }
  done(TooManyResponsesWaiting());
}

ResponseWriter::Batch ResponseWriter::Take() {
  absl::MutexLock lock(&mutex_);
  mutex_.Await(absl::Condition(
      +[](ResponseWriter* self) { return !self->queue_.responses.empty() || self->ending_; },
      this));
  Batch batch;
  std::swap(batch, queue_);
  if (batch.responses.size() > options_.batch_limit) {
    const auto rest = [&](auto& from, auto& to) {
      to.assign(std::make_move_iterator(from.begin() + options_.batch_limit),
                std::make_move_iterator(from.end()));
      from.resize(options_.batch_limit);
    };
    rest(batch.responses, queue_.responses);
    rest(batch.done, queue_.done);
  }
  return batch;
}

void ResponseWriter::Run() {
  for (Batch batch = Take(); !batch.responses.empty(); batch = Take()) Write(std::move(batch));
}

void ResponseWriter::Write(Batch batch) {
  auto results = AppendEach(*store_, batch.responses);
  if (batch.done.size() < kMany) return Tell(batch.done, results);
  TellLater({std::move(batch.done), std::move(results)});
}

void ResponseWriter::TellLater(Written written) {
  absl::MutexLock lock(&telling_mutex_);
  written_.push_back(std::move(written));
}

void ResponseWriter::RunTelling() {
  const auto has_work =
      +[](ResponseWriter* self) { return !self->written_.empty() || self->all_written_; };
  for (;;) {
    std::vector<Written> some;
    {
      absl::MutexLock lock(&telling_mutex_);
      telling_mutex_.Await(absl::Condition(has_work, this));
      if (written_.empty()) return;
      std::swap(some, written_);
    }
    for (const Written& written : some) Tell(written.done, written.results);
  }
}

}  // namespace pcsp::assessments
