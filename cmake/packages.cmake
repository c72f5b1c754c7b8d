# Foreign libraries.  Each is one interface target, linked by the one folder that holds its door.

find_package(PkgConfig REQUIRED)

# Static where Debian ships the archive: fewer files to map at start-up.
function(modelc_door name module)
    pkg_check_modules(${name} REQUIRED ${module})
    add_library(door_${name} INTERFACE)
    target_include_directories(door_${name} SYSTEM INTERFACE ${${name}_INCLUDE_DIRS})
    find_library(${name}_archive NAMES lib${ARGV2}.a PATHS ${${name}_LIBRARY_DIRS} ${${name}_LIBDIR})
    if(${name}_archive AND NOT MODELC_SHARED)
        target_link_libraries(door_${name} INTERFACE ${${name}_archive})
    else()
        target_link_libraries(door_${name} INTERFACE ${${name}_LINK_LIBRARIES})
    endif()
endfunction()

modelc_door(jansson jansson jansson)
modelc_door(pcre2 libpcre2-8 pcre2-8)
modelc_door(nettle nettle nettle)

find_library(pg_query_library NAMES libpg_query.a pg_query REQUIRED)
add_library(door_pg_query INTERFACE)
target_link_libraries(door_pg_query INTERFACE ${pg_query_library} m)

find_package(PostgreSQL REQUIRED)
add_library(door_pq INTERFACE)
target_include_directories(door_pq SYSTEM INTERFACE ${PostgreSQL_INCLUDE_DIRS})
target_link_libraries(door_pq INTERFACE ${PostgreSQL_LIBRARIES})

# Headers only: the library itself is loaded at run time, when the model cache misses.
file(GLOB clang_include_dirs /usr/lib/llvm-*/include)
list(SORT clang_include_dirs COMPARE NATURAL ORDER DESCENDING)
find_path(clang_include clang-c/Index.h PATHS ${clang_include_dirs} REQUIRED)
add_library(door_clang INTERFACE)
target_include_directories(door_clang SYSTEM INTERFACE ${clang_include})
target_link_libraries(door_clang INTERFACE ${CMAKE_DL_LIBS})
