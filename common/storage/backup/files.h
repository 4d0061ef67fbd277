// Files that are whole and on the disk.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace pcsp::backup {

// SHA-256 of a file, in hexadecimal. FAILED_PRECONDITION, FILE_UNREADABLE.
absl::StatusOr<std::string> HashOfFile(const std::string& path);
// Everything in it. FAILED_PRECONDITION, FILE_UNREADABLE.
absl::StatusOr<std::string> ReadFile(const std::string& path);

// Each returns when the disk has it, readable by its owner alone. FAILED_PRECONDITION,
// FILE_UNWRITABLE.
absl::Status WriteFile(const std::string& path, absl::string_view text);
absl::Status CopyFile(const std::string& from, const std::string& to);
absl::Status Rename(const std::string& from, const std::string& to);
// Makes a file that somebody else wrote, or what is in a folder, stay.
absl::Status Sync(const std::string& path);

absl::Status FileUnreadable(absl::string_view path);
absl::Status FileUnwritable(absl::string_view path);

}  // namespace pcsp::backup
