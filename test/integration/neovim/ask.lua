-- Runs in a Neovim that has the configuration of docs/other-editors.md: does what a person would do, and writes what came of it as JSON.
local answers = {}

local function ask(method, params)
  local document = { textDocument = vim.lsp.util.make_text_document_params(0) }
  for _, answer in pairs(vim.lsp.buf_request_sync(0, method, vim.tbl_extend('force', document, params or {}), 10000) or {}) do
    if answer.err then error(method .. ': ' .. answer.err.message) end
    return answer.result
  end
end

local function at(line, character)
  return { position = { line = line, character = character } }
end

local function lines()
  return vim.api.nvim_buf_get_lines(0, 0, -1, false)
end

local function await(what, test)
  assert(vim.wait(20000, test, 20), 'waited in vain for ' .. what)
end

local function shown()
  return vim.tbl_map(function(each)
    return ('%s %d:%d-%d'):format(each.code, each.lnum, each.col, each.end_col)
  end, vim.diagnostic.get(0))
end

local ok, failure = pcall(function()
  await('the server', function()
    local client = vim.lsp.get_clients({ bufnr = 0 })[1]
    return client and client.initialized
  end)
  await('diagnostics', function() return #vim.diagnostic.get(0) > 0 end)
  answers.diagnostics = shown()

  vim.api.nvim_win_set_cursor(0, { 1, 43 })
  vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.title == 'Change to maxPoolSize' end })
  await('the fix', function() return lines()[1]:find('maxPoolSize') ~= nil end)
  await('a sound text', function() return #vim.diagnostic.get(0) == 0 end)

  answers.hover = ask('textDocument/hover', at(0, 43)).contents.value
  answers.completion = ask('textDocument/completion', at(2, 9)).items[1].label
  answers.signature = ask('textDocument/signatureHelp', at(3, 13)).signatures[1].label
  answers.definition = ask('textDocument/definition', at(1, 22))[1] or ask('textDocument/definition', at(1, 22))
  answers.references = #ask('textDocument/references', vim.tbl_extend('force', at(1, 22), { context = { includeDeclaration = true } }))
  answers.highlights = #ask('textDocument/documentHighlight', at(1, 22))
  answers.outline = #ask('textDocument/documentSymbol')
  answers.workspace = #ask('workspace/symbol', { query = 'read' })
  answers.folds = #ask('textDocument/foldingRange')
  answers.selection = #ask('textDocument/selectionRange', { positions = { { line = 3, character = 9 } } })
  answers.tokens = #ask('textDocument/semanticTokens/full').data
  answers.lenses = #ask('textDocument/codeLens')
  await('hints', function() return #vim.lsp.inlay_hint.get({ bufnr = 0 }) > 1 end)
  answers.hints = vim.tbl_map(function(each) return each.inlay_hint.label end, vim.lsp.inlay_hint.get({ bufnr = 0 }))

  vim.api.nvim_win_set_cursor(0, { 2, 22 })
  vim.lsp.buf.rename('readers')
  await('the new name', function() return lines()[1]:find('readers') ~= nil end)
  answers.elsewhere = vim.api.nvim_buf_get_lines(vim.fn.bufnr('reports.qlsql'), 0, -1, false)
  vim.lsp.buf.format({ timeout_ms = 10000 })
  answers.lines = lines()
  answers.refactorings = vim.tbl_map(function(each) return each.title end, ask('textDocument/codeAction', {
    range = { start = { line = 2, character = 7 }, ['end'] = { line = 2, character = 7 } },
    context = { diagnostics = {} },
  }))
end)
if not ok then answers.failure = tostring(failure) end
vim.fn.writefile({ vim.json.encode(answers) }, vim.env.QLSQL_ANSWERS)
vim.cmd('qall!')
